// What to do when the page's process has ended by itself: start it again, unless it ends again and again.

import type { Clock } from '../../src-shared/lib/clock.ts';

/** So many restarts within the window are made without a question. */
const maxRestarts = 3;
const windowMs = 60_000;

export class CrashPolicy {
  readonly #clock: Clock;
  #crashesMs: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Call it once a crash. `ask`: restarting does not help; a person should decide. */
  next(): 'restart' | 'ask' {
    const now = this.#clock.now();
    this.#crashesMs = [...this.#crashesMs.filter((each) => now - each < windowMs), now];
    return this.#crashesMs.length <= maxRestarts ? 'restart' : 'ask';
  }
}
