import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';

/** A timer that fires this late shows that the process was suspended. */
const sleptMs = 15;
const wakeMs = 5;

/**
 * A timer that every packet postpones. Postponing only writes a number: the system timer is renewed when it fires too
 * early, not with every packet.
 */
export class Watchdog implements Disposable {
  readonly #clock: Clock;
  readonly #onExpire: () => void;
  #dueMs = 0;
  #armed = false;
  #woken = false;
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
    this.#woken = false;
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
    const lateMs = this.#clock.now() - this.#dueMs;
    // Timers may fire a fraction of a millisecond early.
    if (lateMs < -1) {
      this.#startTimer();
      return;
    }
    if (lateMs > sleptMs && !this.#woken) {
      // The whole process stood still, and the awaited packet may have arrived: let it be delivered first.
      this.#woken = true;
      this.#dueMs = this.#clock.now() + wakeMs;
      this.#startTimer();
      return;
    }
    this.#armed = false;
    this.#onExpire();
  }
}
