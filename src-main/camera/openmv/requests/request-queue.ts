// Requests that wait for their turn: ordered by priority and age, only those of the set-up while a session begins, none
// behind a barrier, and each for a limited time. Below: kit/priority-lanes.ts. Above: link.ts, which takes the next one as soon as
// the wire is free. Overflow: a request beyond the limit is refused, except for those of Run, Stop and the set-up.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../src-shared/lib/disposable.ts';
import { CameraError } from '../../camera-error.ts';
import { PriorityLanes } from '../../kit/priority-lanes.ts';
import { Watchdog } from '../../kit/watchdog.ts';
import { barrierMs, requestLimitMs } from '../link/link-settings.ts';
import type { LinkState } from '../link/link-state.ts';
import type { Batch } from './batch.ts';
import { Priority, priorityCount } from './link-request.ts';
import { requestName } from './request-name.ts';

const sweepMs = 250;
/** Far more than a caller can use that waits for its answers: the rest of a flood is refused. */
const waitingLimit = 1024;

export class RequestQueue implements Disposable {
  readonly #clock: Clock;
  readonly #state: LinkState;
  readonly #lanes = new PriorityLanes<Batch>(priorityCount);
  readonly #store = new DisposableStore();
  readonly #sweep: Watchdog;
  #sweeping = false;
  #barrier: Disposable | undefined;

  constructor(clock: Clock, state: LinkState) {
    this.#clock = clock;
    this.#state = state;
    this.#sweep = this.#store.add(new Watchdog(clock, () => this.#onSweep()));
  }

  add(batch: Batch): void {
    if (batch.priority !== Priority.control && this.#isFull) {
      const message = 'Too many requests wait for the camera.';
      batch.reject(new CameraError('too-many-requests', message, { data: { limit: waitingLimit } }));
      return;
    }
    this.#lanes.add(batch);
    this.#startSweep();
  }

  /** For a batch that was on the wire and has to be sent again. */
  addFirst(batch: Batch): void {
    this.#lanes.addFirst(batch);
    this.#startSweep();
  }

  /** Removes and returns the batch whose turn it is, if one may go out. */
  next(): Batch | undefined {
    if (this.#barrier !== undefined) return undefined;
    const { setUpOnly } = this.#state;
    return this.#lanes.take(({ options }) => !setUpOnly || options.session === true);
  }

  /** Nothing goes out until `liftBarrier`; calls `onLifted` if that does not happen soon. */
  raiseBarrier(onLifted: () => void): void {
    this.#barrier ??= this.#clock.after(barrierMs, () => {
      this.#barrier = undefined;
      onLifted();
    });
  }

  liftBarrier(): void {
    this.#barrier?.dispose();
    this.#barrier = undefined;
  }

  /** Rejects the batches that `choose` picks. */
  reject(error: Error, choose: (batch: Batch) => boolean): void {
    for (const batch of this.#lanes.remove(choose)) if (!batch.settled) batch.reject(error);
  }

  /** Rejects all, and lifts the barrier. */
  clear(error: Error): void {
    this.#sweep.stop();
    this.#sweeping = false;
    this.liftBarrier();
    this.reject(error, () => true);
  }

  dispose(): void {
    this.#store.dispose();
    this.liftBarrier();
  }

  get #isFull(): boolean {
    if (this.#lanes.size < waitingLimit) return false;
    this.#lanes.remove(({ settled }) => settled);
    return this.#lanes.size >= waitingLimit;
  }

  /** Rejects requests that wait too long for their turn, because the camera restarts or the link recovers without end. */
  #onSweep(): void {
    this.#sweeping = false;
    const now = this.#clock.now();
    for (const batch of this.#lanes.remove((each) => each.settled || now >= each.dueMs)) {
      if (!batch.settled) batch.reject(waitedTooLong(batch));
    }
    this.#startSweep();
  }

  /** Sweeps at fixed intervals while anything waits; later additions do not postpone the next sweep. */
  #startSweep(): void {
    if (this.#sweeping || this.#lanes.size === 0) return;
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
