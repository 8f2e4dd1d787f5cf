// Which phase the link is in, and how it comes from one to the next: the first synchronisation, a restart of the
// device, and every disturbance, from the light remedy (ask for the number) to the full one (a new session;
// docs/protocol-v2.md §9). Under it: the handshake and the exchange. Over it: link.ts.

import { raceAbort } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../../src-shared/lib/emitter.ts';
import { Flag, minMaxPayload } from '../../../../src-shared/openmv/constants.ts';
import type { PacketParser, ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import type { Capabilities } from '../../../../src-shared/openmv/payloads.ts';
import { CameraError } from '../../camera-error.ts';
import type { LinkFault, Exchange, Execution } from './exchange.ts';
import { Handshake } from './handshake.ts';
import type { LinkCounters } from './link-counters.ts';
import * as limits from './link-settings.ts';
import type { LinkSettings } from './link-settings.ts';
import type { PacketWriter } from './packet-writer.ts';
import type { ReplyTimeouts } from './reply-timeouts.ts';
import { requestName } from '../requests/request-name.ts';
import type { RequestQueue } from '../requests/request-queue.ts';

/**
 * `closed`: no port, or given up. `settling`: numbers and capabilities are being put right.
 * `held`: the device restarts; nothing is sent. `up`: requests go out.
 */
export type LinkPhase = 'closed' | 'settling' | 'held' | 'up';

/** The device may have counted a few more packets than we know of: refusals of our own repetitions. */
const repetitionSlack = 24;
/** Waits for the answer after a restart: longer and longer, but a camera that is back is not left waiting (§19.4). */
const rebootBackOffMs = [300, 600, ...Array.from({ length: 10 }, () => 1000)];

export interface RecoveryParts {
  readonly clock: Clock;
  readonly settings: LinkSettings;
  readonly counters: LinkCounters;
  readonly parser: PacketParser;
  readonly rescue: () => void;
  readonly writer: PacketWriter;
  readonly timeouts: ReplyTimeouts;
  readonly exchange: Exchange;
  readonly queue: RequestQueue;
  /** Another phase begins: packets that were held back belong to the last one. */
  readonly onPhase: () => void;
  /** SYNC goes out: the numbers begin anew. */
  readonly onSynchronise: () => void;
  /** Nothing helped. */
  readonly onFailed: (error: Error) => void;
}

export class Recovery {
  readonly #parts: RecoveryParts;
  readonly #handshake: Handshake;
  readonly #resync = new Emitter<'started' | 'done'>();
  readonly onResync = this.#resync.event;
  /** False for a device whose events carry numbers that say nothing. */
  eventNumbersCount = true;

  #phase: LinkPhase = 'closed';
  /** Counts changes of phase: a recovery that was overtaken by another one ends quietly. */
  #epoch = 0;
  #capabilities: Capabilities | undefined;
  #heard = false;

  constructor(parts: RecoveryParts) {
    const { clock, settings, parser, writer, rescue } = parts;
    this.#parts = parts;
    this.#handshake = new Handshake({
      clock,
      settings,
      parser,
      rescue,
      send: (header, payload, crc) => writer.send(header, payload, crc),
    });
  }

  get phase(): LinkPhase {
    return this.#phase;
  }

  /** What was negotiated; undefined before the first synchronisation. */
  get capabilities(): Capabilities | undefined {
    return this.#capabilities;
  }

  get maxPayload(): number {
    return this.#capabilities?.maxPayload ?? minMaxPayload;
  }

  /** Something came that only a camera sends. */
  noteHeard(): void {
    this.#heard = true;
  }

  /** Every packet that is not an event, while no requests may go out. */
  onPacket(packet: ParsedPacket): void {
    if ((packet.flags & Flag.ackReq) !== 0) this.#parts.writer.acknowledge(packet);
    this.#parts.exchange.adopt(packet);
    this.#handshake.onPacket(packet);
  }

  /**
   * First synchronisation over an open transport. Afterwards only requests marked `session` go out until `resume()`.
   * Rejects with `not-a-camera` when nothing on the port speaks the protocol, `camera-silent` when it did before.
   */
  async start(signal?: AbortSignal): Promise<void> {
    const epoch = this.#enter('settling');
    await this.#synchronise({ limitMs: limits.syncAttempts * limits.syncTimeoutMs, firstTimeoutsMs: [], signal });
    if (epoch === this.#epoch) this.#open(true);
  }

  /**
   * The device restarts: stops sending. A request under way that cannot be repeated rejects with `camera-rebooted`;
   * all others wait.
   */
  hold(): void {
    if (this.#phase === 'closed') return;
    this.#enter('held');
    this.#park('camera-rebooted', 'The camera restarted while the request was under way.', 'unknown');
  }

  /** It does not restart after all: goes on where it was. */
  release(): void {
    if (this.#phase === 'held') this.#open(this.#parts.queue.sessionOnly);
  }

  /** Synchronises after a restart of the device, trying again after 0.3, 0.6, 1, 1 … s; then as after `start`. */
  async restart(limitMs: number, signal?: AbortSignal): Promise<void> {
    const epoch = this.#enter('settling');
    await this.#synchronise({ limitMs, firstTimeoutsMs: rebootBackOffMs, signal });
    if (epoch === this.#epoch) this.#open(true);
  }

  /**
   * Full resynchronisation on purpose; `onResync` reports it, and the session is then set up again. Cancelling ends the
   * wait only: a link that is half synchronised is of no use.
   */
  async resync(signal?: AbortSignal): Promise<void> {
    if (this.#phase === 'closed') throw new CameraError('not-connected', 'The camera is not connected.');
    const epoch = this.#enter('settling');
    this.#park('out-of-sync', 'The link was synchronised anew.', 'unknown');
    await raceAbort(this.#guard(epoch, this.#resynchronise(epoch)), signal);
  }

  /** Something does not fit: find out where the device stands, then go on or begin a new session. */
  handleFault(reason: LinkFault, execution: Execution): void {
    const { batch } = this.#parts.exchange;
    const allowance = repetitionSlack + (batch?.answerPackets(this.maxPayload) ?? 0);
    const epoch = this.#enter('settling');
    const damaged = reason === 'request-damaged' && (batch?.attempts ?? 0) >= this.#parts.settings.maxRetry;
    this.#park(damaged ? 'checksum-failed' : 'out-of-sync', `The link was disturbed (${reason}).`, execution);
    void this.#guard(epoch, this.#recover(epoch, reason, allowance)).catch(() => {});
  }

  async #recover(epoch: number, reason: LinkFault, allowance: number): Promise<void> {
    const capabilities = this.#capabilities;
    const { exchange, queue, timeouts } = this.#parts;
    if (capabilities !== undefined && reason !== 'silent' && reason !== 'capabilities-lost') {
      const before = exchange.expectedSeq;
      const intact = await this.#handshake.relearn({
        capabilities,
        lossy: timeouts.lossy,
        nextSeq: () => exchange.expectedSeq,
        baseSeq: exchange.confirmedSeq,
        allowance,
      });
      if (epoch !== this.#epoch) return;
      if (intact === true) {
        // A device whose events carry other numbers than ours has proved that they say nothing.
        if (reason === 'event-number' && exchange.expectedSeq === ((before + 1) & 0xff)) this.eventNumbersCount = false;
        this.#open(queue.sessionOnly);
        return;
      }
    }
    await this.#resynchronise(epoch);
  }

  async #resynchronise(epoch: number): Promise<void> {
    const { counters, settings, queue } = this.#parts;
    counters.resyncs++;
    this.#resync.emit('started');
    if (epoch !== this.#epoch) return;
    await this.#synchronise({
      limitMs: settings.silenceLimitMs,
      firstTimeoutsMs: limits.resyncTimeoutsMs,
      signal: undefined,
    });
    if (epoch !== this.#epoch) return;
    // Requests of the old session's set-up mean nothing in the new one.
    queue.reject(new CameraError('out-of-sync', 'A new session began.'), ({ options }) => options.session === true);
    this.#open(true);
    this.#resync.emit('done');
  }

  async #synchronise(options: {
    limitMs: number;
    firstTimeoutsMs: readonly number[];
    signal: AbortSignal | undefined;
  }): Promise<void> {
    const capabilities = await this.#handshake.synchronise({
      ...options,
      heard: () => this.#heard,
      onDefaults: () => {
        this.#capabilities = undefined;
        this.#parts.writer.crcEnabled = true;
        this.#parts.onSynchronise();
      },
    });
    if (capabilities === undefined) return;
    this.#capabilities = capabilities;
    this.#parts.writer.crcEnabled = capabilities.crc;
    this.eventNumbersCount = true;
  }

  /** A recovery that fails ends the link, unless something else has taken over meanwhile. */
  async #guard(epoch: number, recovery: Promise<void>): Promise<void> {
    try {
      await recovery;
    } catch (error) {
      if (epoch === this.#epoch) this.#parts.onFailed(error as Error);
      throw error;
    }
  }

  /** Takes the batch off the wire: back to the queue where it may be repeated, else it fails. */
  #park(code: 'out-of-sync' | 'checksum-failed' | 'camera-rebooted', message: string, execution: Execution): void {
    const { exchange, queue, settings, clock } = this.#parts;
    const batch = exchange.withdraw();
    if (batch === undefined || batch.settled) return;
    const again = batch.repeatable || (execution === 'not-executed' && batch.pending.length === 1);
    if (again && batch.attempts < settings.maxRetry && clock.now() < batch.dueMs) {
      batch.restart();
      queue.addFirst(batch);
      return;
    }
    batch.reject(new CameraError(code, message, { data: { request: requestName(batch.pending[0]!.request.opcode) } }));
  }

  #enter(phase: LinkPhase): number {
    this.#handshake.cancel();
    this.#parts.onPhase();
    this.#phase = phase;
    return ++this.#epoch;
  }

  #open(sessionOnly: boolean): void {
    this.#enter('up');
    const { exchange, queue } = this.#parts;
    exchange.confirmedSeq = exchange.expectedSeq;
    queue.sessionOnly = sessionOnly;
    queue.advance();
  }

  /** Everything under way, and everything that waits, rejects with `error`. */
  close(error: Error): void {
    this.#enter('closed');
    const { exchange, queue } = this.#parts;
    const batch = exchange.withdraw();
    if (batch !== undefined && !batch.settled) batch.reject(error);
    queue.clear(error);
  }

  dispose(): void {
    this.#resync.dispose();
  }
}
