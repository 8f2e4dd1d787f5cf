// Takes the link from one phase to the next: the first synchronization, a restart of the device, and every fault, from
// the light remedy (ask for the number) to the full one (a new session; docs/protocol-v2.md §9). Below: synchronization.ts,
// the exchange and the request queue. Above: link.ts. The phases and their transitions are drawn in README.md.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../../src-shared/lib/emitter.ts';
import { CameraError } from '../../camera-error.ts';
import type { RequestQueue } from '../requests/request-queue.ts';
import { requestName } from '../requests/request-name.ts';
import type { Exchange } from './exchange.ts';
import type { LinkCounters } from './link-counters.ts';
import type { Execution, FaultReport } from './link-fault.ts';
import * as limits from './link-settings.ts';
import type { LinkState } from './link-state.ts';
import type { Synchronization } from './synchronization.ts';

/** The device may have counted a few more packets than we know of: refusals of packets that we sent twice. */
const repetitionSlack = 24;
/** Timeouts after a restart: increasing, but short enough that a camera that is back does not wait long (§19.4). */
const rebootBackOffMs = [300, 600, ...Array.from({ length: 10 }, () => 1000)];

export interface RecoveryParts {
  readonly clock: Clock;
  readonly counters: LinkCounters;
  readonly state: LinkState;
  readonly exchange: Exchange;
  readonly queue: RequestQueue;
  readonly synchronization: Synchronization;
}

export type ResyncStep =
  | 'started'
  /** The same; the device has restarted without a report. */
  | 'started-after-restart'
  /** The session has to be set up again. */
  | 'done';

/** Every method that waits resolves early and without an effect when a newer phase begins. */
export class Recovery {
  readonly #parts: RecoveryParts;
  readonly #resync = new Emitter<ResyncStep>();
  readonly onResync = this.#resync.event;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /**
   * First synchronization over an open transport. Afterwards only requests marked `session` go out. Rejects with
   * `not-a-camera` when nothing on the port speaks the protocol, `camera-silent` when something did before.
   */
  start(signal?: AbortSignal): Promise<void> {
    const limitMs = limits.syncAttempts * limits.syncTimeoutMs;
    return this.#synchronize({ limitMs, firstTimeoutsMs: [] }, signal);
  }

  /**
   * The device restarts: stops sending. A request on the wire that cannot be repeated rejects with `camera-rebooted`; all
   * others wait.
   */
  hold(): void {
    if (this.#parts.state.phase === 'closed') return;
    this.#parts.state.enter('held');
    this.#park('camera-rebooted', 'The camera restarted before it answered the request.', 'unknown');
  }

  /** It does not restart after all: requests go out as before. */
  release(): void {
    const { state } = this.#parts;
    if (state.phase === 'held') state.open(state.setUpOnly);
  }

  /** Synchronizes after a restart of the device, with retries after 0.3, 0.6, 1, 1 … s; then as after `start`. */
  restart(limitMs: number): Promise<void> {
    return this.#synchronize({ limitMs, firstTimeoutsMs: rebootBackOffMs });
  }

  /** Full resynchronization on request; `onResync` reports it, and the session is then set up again. */
  resync(): Promise<void> {
    const phase = this.#parts.state.enter('synchronizing');
    this.#park('out-of-sync', 'The link was resynchronized.', 'unknown');
    return inPhase(phase, this.#resynchronize(phase));
  }

  /** Learns the device's number, then continues the session or begins a new one. */
  handleFault({ reason, execution }: FaultReport): Promise<void> {
    const { state, exchange } = this.#parts;
    const { batch } = exchange;
    const allowance = repetitionSlack + (batch?.answerPackets(state.maxPayload) ?? 0);
    const phase = state.enter('synchronizing');
    const damaged = reason === 'request-damaged' && (batch?.attempts ?? 0) >= state.settings.maxRetry;
    this.#park(damaged ? 'checksum-failed' : 'out-of-sync', `The link met a fault (${reason}).`, execution);
    return inPhase(phase, this.#recover(reason, allowance, phase));
  }

  /** Everything on the wire, and everything that waits, rejects with `error`. */
  close(error: Error): void {
    const { state, exchange, queue } = this.#parts;
    state.enter('closed');
    const batch = exchange.withdraw();
    if (batch !== undefined && !batch.settled) batch.reject(error);
    queue.clear(error);
  }

  dispose(): void {
    this.#resync.dispose();
  }

  async #recover(reason: FaultReport['reason'], allowance: number, phase: AbortSignal): Promise<void> {
    const { state, synchronization } = this.#parts;
    const { capabilities, expectedSeq } = state;
    let restarted = reason === 'capabilities-lost';
    if (capabilities !== undefined && reason !== 'silent' && reason !== 'capabilities-lost') {
      const relearned = await synchronization.relearn(capabilities, allowance, phase);
      phase.throwIfAborted();
      if (relearned === 'same-session') {
        // A device whose events carry other numbers than ours has proved that they mean nothing.
        if (reason === 'event-number' && state.expectedSeq === ((expectedSeq + 1) & 0xff)) state.ignoreEventNumbers();
        state.open(state.setUpOnly);
        return;
      }
      restarted = relearned === 'restarted';
    }
    await this.#resynchronize(phase, restarted);
  }

  async #resynchronize(phase: AbortSignal, restarted = false): Promise<void> {
    const { counters, state, queue, synchronization } = this.#parts;
    counters.resyncs++;
    this.#resync.emit(restarted ? 'started-after-restart' : 'started');
    phase.throwIfAborted();
    await synchronization.synchronize({
      limitMs: state.settings.silenceLimitMs,
      firstTimeoutsMs: limits.resyncTimeoutsMs,
      signal: phase,
    });
    phase.throwIfAborted();
    // Requests of the old session's set-up mean nothing in the new one.
    queue.reject(new CameraError('out-of-sync', 'A new session began.'), ({ options }) => options.session === true);
    state.open(true);
    this.#resync.emit('done');
  }

  async #synchronize(
    options: { readonly limitMs: number; readonly firstTimeoutsMs: readonly number[] },
    cancel?: AbortSignal,
  ): Promise<void> {
    const { state, synchronization } = this.#parts;
    const phase = state.enter('synchronizing');
    const signal = cancel === undefined ? phase : AbortSignal.any([phase, cancel]);
    const synchronized = synchronization.synchronize({ ...options, signal });
    await inPhase(phase, synchronized);
    if (!phase.aborted) state.open(true);
  }

  /** Takes the batch off the wire: back to the queue if it may be repeated, else it fails. */
  #park(code: 'out-of-sync' | 'checksum-failed' | 'camera-rebooted', message: string, execution: Execution): void {
    const { exchange, queue, state, clock } = this.#parts;
    const batch = exchange.withdraw();
    if (batch === undefined || batch.settled) return;
    const again = batch.repeatable || (execution === 'not-executed' && batch.pending.length === 1);
    if (again && batch.attempts < state.settings.maxRetry && clock.now() < batch.dueMs) {
      batch.restart();
      queue.addFirst(batch);
      return;
    }
    const facts = { request: requestName(batch.pending[0]!.request.opcode) };
    batch.reject(new CameraError(code, message, { data: facts }));
  }
}

/** Settles like `work`, except that the failure of a phase that has ended already is of no interest. */
async function inPhase(phase: AbortSignal, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!phase.aborted) throw error;
  }
}
