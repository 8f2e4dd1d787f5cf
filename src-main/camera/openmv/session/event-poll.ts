// Where it was agreed that the device sends no events, it is asked instead (docs/protocol-v2.md §19.7): POLL tells
// whether a script runs, and whether text or a picture waits. Under it: the typed requests. Over it: session.ts.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { ChannelId } from '../../../../src-shared/openmv/constants.ts';
import { hasPollBit } from '../../../../src-shared/openmv/payloads.ts';
import type { DeviceCommands } from '../requests/device-commands.ts';
import { Priority } from '../requests/link-request.ts';

/**
 * The text ring of the smallest board fills in this time at a moderate rate; POLL runs code of the script, so not
 * sooner.
 */
const pollMs = 20;

export interface EventPollOptions {
  readonly commands: DeviceCommands;
  readonly clock: Clock;
  readonly onScript: (running: boolean) => void;
  readonly onText: () => void;
  readonly onPicture: () => void;
}

export class EventPoll implements Disposable {
  readonly #options: EventPollOptions;
  /** Counts starts and stops: an answer from before is of no use. */
  #run = 0;
  #timer: Disposable | undefined;

  constructor(options: EventPollOptions) {
    this.#options = options;
  }

  /** Asks from now on, until `stop`. */
  start(): void {
    this.stop();
    this.#askLater(this.#run);
  }

  stop(): void {
    this.#run++;
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  dispose(): void {
    this.stop();
  }

  #askLater(run: number): void {
    this.#timer = this.#options.clock.after(pollMs, () => void this.#ask(run));
  }

  async #ask(run: number): Promise<void> {
    try {
      const mask = await this.#options.commands.poll({ priority: Priority.stdout });
      if (run === this.#run) this.#tell(mask);
    } catch {
      // The link recovers by itself or reports its end.
    }
    if (run === this.#run) this.#askLater(run);
  }

  #tell(mask: number): void {
    const { onScript, onText, onPicture } = this.#options;
    if (hasPollBit(mask, ChannelId.stdout)) onText();
    if (hasPollBit(mask, ChannelId.stream)) onPicture();
    // Last: an end of the script ends the polling too.
    onScript(hasPollBit(mask, ChannelId.stdin));
  }
}
