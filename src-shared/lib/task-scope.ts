// One AbortController per phase of a longer life (a connection, a recovery). Entering a phase ends the work of the one
// before it, so that no step has to compare counters after each await.

import { abortError } from './abort.ts';
import type { Disposable } from './disposable.ts';

export class TaskScope implements Disposable {
  #controller = new AbortController();
  #disposed = false;

  /** Aborts as soon as the current phase ends. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Ends the current phase, whose work rejects with `reason` (an AbortError without one), and begins the next one. After
   * `dispose` the new phase has already ended.
   */
  begin(reason?: Error): AbortSignal {
    this.#controller.abort(reason);
    this.#controller = new AbortController();
    if (this.#disposed) this.#controller.abort();
    return this.#controller.signal;
  }

  /**
   * Begins a phase and runs `task` in it. Resolves with true when the task completed, with false when a newer phase
   * ended it; rejects with the task's error otherwise. The task stops at `signal`.
   */
  async run(task: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const signal = this.begin();
    try {
      if (signal.aborted) throw abortError(signal);
      await task(signal);
      return !signal.aborted;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#controller.abort();
  }
}
