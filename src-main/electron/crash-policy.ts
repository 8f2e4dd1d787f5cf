// What to do when the page's process has crashed: restart it, unless it crashes repeatedly.

import type { Clock } from '../../src-shared/lib/clock.ts';

/** Restarts within the window before the user is asked. */
const maxRestarts = 3;
const windowMs = 60_000;

export class CrashPolicy {
  readonly #clock: Clock;
  #crashesMs: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Call it once per crash. `ask`: restarting does not help; the user should decide. */
  next(): 'restart' | 'ask' {
    const now = this.#clock.now();
    this.#crashesMs = [...this.#crashesMs.filter((each) => now - each < windowMs), now];
    return this.#crashesMs.length <= maxRestarts ? 'restart' : 'ask';
  }
}
