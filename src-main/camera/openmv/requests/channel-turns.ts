// Operations of several requests: one at a time per channel, and none that goes on with the channels of another script.
// Below: kit/task-queue.ts and the channel registry. Above: device-commands.ts.

import { TaskQueue } from '../../kit/task-queue.ts';
import type { ChannelRegistry } from '../session/channel-registry.ts';
import type { RequestOptions } from './link-request.ts';

/** Operations per channel that may wait for their turn. */
const waitingLimit = 256;

export class ChannelTurns {
  readonly #registry: ChannelRegistry;
  readonly #turns = new Map<number, TaskQueue>();

  constructor(registry: ChannelRegistry) {
    this.#registry = registry;
  }

  /** The options for a request to the channel: it rejects when the channel's script ends. */
  scope(id: number, options: RequestOptions | undefined): RequestOptions | undefined {
    const lifetime = this.#registry.lifetimeOf(id);
    if (lifetime === undefined) return options;
    const { signal } = options ?? {};
    return { ...options, signal: signal === undefined ? lifetime : AbortSignal.any([signal, lifetime]) };
  }

  /** Runs the operation in its turn; it passes on the options that it gets, and so ends as a whole with the script. */
  run<T>(
    id: number,
    options: RequestOptions | undefined,
    operation: (scoped: RequestOptions | undefined) => Promise<T>,
  ): Promise<T> {
    let turns = this.#turns.get(id);
    if (turns === undefined) {
      turns = new TaskQueue(waitingLimit);
      this.#turns.set(id, turns);
    }
    const scoped = this.scope(id, options);
    return turns.run(() => operation(scoped), scoped?.signal);
  }
}
