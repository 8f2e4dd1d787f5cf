// Requests that wait for their turn: by priority and age, only those of the set-up while a session begins, none behind a
// barrier, and none for ever. Under it: the exchange, which takes one group at a time. Over it: link.ts.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { CameraError } from '../camera-error.ts';
import { barrierMs, requestLimitMs } from './link-settings.ts';
import { RequestQueue, type RequestGroup } from './request-group.ts';
import { requestName } from './request-name.ts';
import { Watchdog } from './watchdog.ts';

const sweepMs = 250;

export interface WaitingLineParts {
  readonly clock: Clock;
  /** Whether the next group may go out. */
  readonly isFree: () => boolean;
  readonly begin: (group: RequestGroup) => void;
}

export class WaitingLine implements Disposable {
  /** Only requests for the set-up of a session have their turn. */
  sessionOnly = true;
  readonly #parts: WaitingLineParts;
  readonly #queue = new RequestQueue();
  readonly #store = new DisposableStore();
  readonly #sweep: Watchdog;
  #sweeping = false;
  #barrier: Disposable | undefined;

  constructor(parts: WaitingLineParts) {
    this.#parts = parts;
    this.#sweep = this.#store.add(new Watchdog(parts.clock, () => this.#onSweep()));
  }

  /** It goes out at once when nothing is in its way. */
  add(group: RequestGroup): void {
    this.#queue.add(group);
    this.advance();
    this.#startSweep();
  }

  /** For a group that has had its turn in vain. */
  addFirst(group: RequestGroup): void {
    this.#queue.addFirst(group);
    this.#startSweep();
  }

  /** Gives the next group its turn, if one may go out. */
  advance(): void {
    if (this.#barrier !== undefined || !this.#parts.isFree()) return;
    const group = this.#queue.take(this.sessionOnly);
    if (group !== undefined) this.#parts.begin(group);
  }

  /** Nothing goes out until `liftBarrier`, or until a short while has passed. */
  raiseBarrier(): void {
    this.#barrier ??= this.#parts.clock.after(barrierMs, () => this.liftBarrier());
  }

  liftBarrier(): void {
    if (this.#barrier === undefined) return;
    this.#dropBarrier();
    this.advance();
  }

  /** Rejects the groups that `choose` picks. */
  reject(error: Error, choose: (group: RequestGroup) => boolean): void {
    for (const group of this.#queue.remove(choose)) if (!group.settled) group.reject(error);
  }

  /** Rejects all, and lifts the barrier. */
  clear(error: Error): void {
    this.#sweep.stop();
    this.#sweeping = false;
    this.#dropBarrier();
    this.reject(error, () => true);
  }

  dispose(): void {
    this.#store.dispose();
    this.#dropBarrier();
  }

  #dropBarrier(): void {
    this.#barrier?.dispose();
    this.#barrier = undefined;
  }

  /** Requests that wait too long for their turn: the camera restarts, or the link recovers, without end. */
  #onSweep(): void {
    this.#sweeping = false;
    const now = this.#parts.clock.now();
    for (const group of this.#queue.remove((each) => each.settled || now >= each.dueMs)) {
      if (!group.settled) group.reject(waitedTooLong(group));
    }
    this.#startSweep();
  }

  /** Looks once in a while as long as anything waits; not put off by what comes meanwhile. */
  #startSweep(): void {
    if (this.#sweeping || this.#queue.isEmpty) return;
    this.#sweeping = true;
    this.#sweep.set(sweepMs);
  }
}

function waitedTooLong(group: RequestGroup): CameraError {
  const facts = {
    request: requestName(group.pending[0]!.request.opcode),
    afterMs: Math.round(group.options.limitMs ?? requestLimitMs),
  };
  return new CameraError('camera-silent', 'The request waited too long for the camera.', { facts });
}
