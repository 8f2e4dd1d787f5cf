import { raceAbort } from '../../../src-shared/lib/abort.ts';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import { CameraError } from '../camera-error.ts';

/**
 * Runs operations of several requests one at a time, in the order of the calls, so that two callers never mix their
 * requests. Overflow: a call beyond the limit is refused with `too-many-requests`.
 */
export class TaskQueue {
  readonly #limit: number;
  #count = 0;
  #last: Promise<void> = Promise.resolve();

  /** `limit` counts the running task too. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Settles like `task`. A task whose signal aborts before its turn does not run. */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#count >= this.#limit) {
      throw new CameraError('too-many-requests', 'Too many calls wait for the camera.', {
        data: { limit: this.#limit },
      });
    }
    this.#count++;
    const before = this.#last;
    const turn = new Deferred<void>();
    // The next task waits for this one even if this one is cancelled while it waits itself.
    this.#last = turn.promise;
    try {
      await raceAbort(before, signal);
      return await task();
    } finally {
      this.#count--;
      void before.then(() => turn.resolve());
    }
  }
}
