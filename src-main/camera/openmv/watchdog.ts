import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';

/**
 * A timer that is put off with every packet. Putting off only writes a number: the system timer is renewed when it
 * fires too early, not once a packet.
 */
export class Watchdog implements Disposable {
  readonly #clock: Clock;
  readonly #onExpire: () => void;
  #dueMs = 0;
  #armed = false;
  #timer: Disposable | undefined;
  #timerDueMs = 0;

  constructor(clock: Clock, onExpire: () => void) {
    this.#clock = clock;
    this.#onExpire = onExpire;
  }

  /** Expires `delayMs` from now unless set again. */
  set(delayMs: number): void {
    this.#dueMs = this.#clock.now() + delayMs;
    this.#armed = true;
    if (this.#timer !== undefined && this.#timerDueMs > this.#dueMs) this.#cancelTimer();
    if (this.#timer === undefined) this.#startTimer();
  }

  stop(): void {
    this.#armed = false;
  }

  dispose(): void {
    this.#armed = false;
    this.#cancelTimer();
  }

  #startTimer(): void {
    this.#timerDueMs = this.#dueMs;
    this.#timer = this.#clock.after(Math.max(0, this.#dueMs - this.#clock.now()), () => this.#fired());
  }

  #cancelTimer(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  #fired(): void {
    this.#timer = undefined;
    if (!this.#armed) return;
    // Timers may fire a fraction of a millisecond early.
    if (this.#clock.now() + 1 < this.#dueMs) {
      this.#startTimer();
      return;
    }
    this.#armed = false;
    this.#onExpire();
  }
}
