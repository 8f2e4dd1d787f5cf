// Requests that wait for their turn: by priority and age, only those of the set-up while a session begins, none behind a
// barrier, and none for ever. Under it: the exchange, which takes one batch at a time. Over it: link.ts.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../src-shared/lib/disposable.ts';
import { CameraError } from '../../camera-error.ts';
import { barrierMs, requestLimitMs } from '../link/link-settings.ts';
import { PriorityLanes } from '../../kit/priority-lanes.ts';
import type { Batch } from './batch.ts';
import { priorityCount } from './link-request.ts';
import { requestName } from './request-name.ts';
import { Watchdog } from '../../kit/watchdog.ts';

const sweepMs = 250;

export interface RequestQueueParts {
  readonly clock: Clock;
  /** Whether the next batch may go out. */
  readonly isFree: () => boolean;
  readonly begin: (batch: Batch) => void;
}

export class RequestQueue implements Disposable {
  /** Only requests for the set-up of a session have their turn. */
  sessionOnly = true;
  readonly #parts: RequestQueueParts;
  readonly #lanes = new PriorityLanes<Batch>(priorityCount);
  readonly #store = new DisposableStore();
  readonly #sweep: Watchdog;
  #sweeping = false;
  #barrier: Disposable | undefined;

  constructor(parts: RequestQueueParts) {
    this.#parts = parts;
    this.#sweep = this.#store.add(new Watchdog(parts.clock, () => this.#onSweep()));
  }

  /** It goes out at once when nothing is in its way. */
  add(batch: Batch): void {
    this.#lanes.add(batch);
    this.advance();
    this.#startSweep();
  }

  /** For a batch that has had its turn in vain. */
  addFirst(batch: Batch): void {
    this.#lanes.addFirst(batch);
    this.#startSweep();
  }

  /** Gives the next batch its turn, if one may go out. */
  advance(): void {
    if (this.#barrier !== undefined || !this.#parts.isFree()) return;
    const batch = this.#lanes.take(({ options }) => !this.sessionOnly || options.session === true);
    if (batch !== undefined) this.#parts.begin(batch);
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

  /** Rejects the batches that `choose` picks. */
  reject(error: Error, choose: (batch: Batch) => boolean): void {
    for (const batch of this.#lanes.remove(choose)) if (!batch.settled) batch.reject(error);
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
    for (const batch of this.#lanes.remove((each) => each.settled || now >= each.dueMs)) {
      if (!batch.settled) batch.reject(waitedTooLong(batch));
    }
    this.#startSweep();
  }

  /** Looks once in a while as long as anything waits; not put off by what comes meanwhile. */
  #startSweep(): void {
    if (this.#sweeping || this.#lanes.isEmpty) return;
    this.#sweeping = true;
    this.#sweep.set(sweepMs);
  }
}

function waitedTooLong(batch: Batch): CameraError {
  const facts = {
    request: requestName(batch.pending[0]!.request.opcode),
    afterMs: Math.round(batch.options.limitMs ?? requestLimitMs),
  };
  return new CameraError('camera-silent', 'The request waited too long for the camera.', { data: facts });
}
