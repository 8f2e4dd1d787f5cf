// The profiler of firmware that was built with it. Part of `Camera` (camera.ts). Without a profiler nothing happens and
// nothing is read.

import { defaultPmuEventIds, type ProfileRecord } from '../../src-shared/openmv/profile-record.ts';
import type { CallOptions } from '../camera/facets.ts';
import type { EngineAccess } from './engine-access.ts';
import { retryIfFailed } from './retry-if-failed.ts';

/** The profile channel. Every call except `read` clears what was counted. */
export class NamedProfiler {
  readonly #access: EngineAccess;

  constructor(access: EngineAccess) {
    this.#access = access;
  }

  /** Exclusive times leave out the callees. */
  setMode(exclusive = false, options?: CallOptions): Promise<void> {
    return this.#withProfiler(options, (id) => this.#access.commands.profilerMode(exclusive, id, options));
  }

  /** Clears all counters and binds the PMU counters: to the default events, or to these in their order. */
  reset(events: readonly number[] = defaultPmuEventIds, options?: CallOptions): Promise<void> {
    return this.#withProfiler(options, (id) => this.#access.commands.profilerReset(events, id, options));
  }

  /** Binds one PMU counter to an event of the processor's architecture. */
  setEvent(counter: number, event: number, options?: CallOptions): Promise<void> {
    return this.#withProfiler(options, (id) => this.#access.commands.profilerEvent(counter, event, id, options));
  }

  /** One record per function since the last reset; undefined without a profiler or without data. */
  read(options?: CallOptions): Promise<ProfileRecord[] | undefined> {
    return this.#withProfiler(options, (id) => this.#access.commands.readProfile(id, options));
  }

  async #withProfiler<T>(options: CallOptions | undefined, use: (id: number) => Promise<T>): Promise<T | undefined> {
    options?.signal?.throwIfAborted();
    return retryIfFailed(async () => {
      const id = this.#access.commands.profileChannel(this.#access.engine.channelEntries);
      return id === undefined ? undefined : use(id);
    })();
  }
}
