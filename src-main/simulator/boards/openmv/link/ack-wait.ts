// One packet that awaits its acknowledgement: retransmitted after 0.5, 1 and 2 s, given up 4 s later
// (docs/protocol-v2.md §8.2).

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../../src-shared/lib/disposable.ts';

export type AckOutcome =
  | 'acked'
  /** A SYNC came instead. */
  | 'sync'
  /** Every retransmission went unanswered, or the link was reset. */
  | 'given-up';

export interface RetransmissionPlan {
  readonly retries: number;
  readonly firstTimeoutMs: number;
}

export class AckWait {
  readonly opcode: number;
  readonly seq: number;
  readonly #clock: Clock;
  readonly #plan: RetransmissionPlan;
  readonly #retransmit: () => void;
  readonly #settled: (outcome: AckOutcome) => void;
  #timer: Disposable | undefined;
  #retransmissions = 0;
  #done = false;

  constructor(options: {
    readonly opcode: number;
    readonly seq: number;
    readonly clock: Clock;
    readonly plan: RetransmissionPlan;
    readonly retransmit: () => void;
    /** Called once. */
    readonly settled: (outcome: AckOutcome) => void;
  }) {
    this.opcode = options.opcode;
    this.seq = options.seq;
    this.#clock = options.clock;
    this.#plan = options.plan;
    this.#retransmit = options.retransmit;
    this.#settled = options.settled;
    this.#arm();
  }

  settle(outcome: AckOutcome): void {
    if (this.#done) return;
    this.#done = true;
    this.#timer?.dispose();
    this.#settled(outcome);
  }

  /** The firmware keeps the failure and so sends all copies that are left at once, then gives up (§8.3). */
  refused(): void {
    while (!this.#done && this.#retransmissions < this.#plan.retries) {
      this.#retransmissions++;
      this.#retransmit();
    }
    this.settle('given-up');
  }

  #arm(): void {
    // One more: the firmware's 1 ms ticks have to exceed the timeout.
    const timeoutMs = this.#plan.firstTimeoutMs * 2 ** this.#retransmissions + 1;
    this.#timer = this.#clock.after(timeoutMs, () => {
      if (this.#retransmissions === this.#plan.retries) {
        this.settle('given-up');
        return;
      }
      this.#retransmissions++;
      this.#retransmit();
      this.#arm();
    });
  }
}
