// The link: turns requests into answers over bytes that may get lost. Under it: a ByteTransport and the codec. Over it:
// device-commands.ts and the pumps. It knows numbers, acknowledgements, capabilities and recovery, and nothing of what
// the channels mean. Its parts: receiver.ts, reorder-window.ts and packet-writer.ts move packets, waiting-line.ts gives
// requests their turn, exchange.ts gets the answers of one group of them, handshake.ts puts numbers and capabilities
// right. Specification: reference §4, §7–§9, §19.
//
// Repeating is safe while the device checks numbers: an identical packet is executed once at most, because the number
// has moved on afterwards and the copy is refused with NAK(SEQUENCE). So an unanswered request is simply sent again;
// only its answer can be lost for good, and then `repeat` says what to do.

import { CameraError } from '../camera-error.ts';
import type { ByteTransport } from '../byte-transport.ts';
import { TransportError } from '../transport-error.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { raceAbort } from '../../../src-shared/lib/abort.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { ChannelId, Flag } from '../../../src-shared/protocol/constants.ts';
import type { ParsedPacket } from '../../../src-shared/protocol/packet-parser.ts';
import { decodeEvent, type Capabilities } from '../../../src-shared/protocol/payloads.ts';
import { Exchange, type Disturbance, type Fate } from './exchange.ts';
import { Handshake } from './handshake.ts';
import { LinkCounters } from './link-quality.ts';
import { Priority, type Answer, type LinkRequest, type RequestOptions } from './link-request.ts';
import * as limits from './link-settings.ts';
import type { LinkSettings } from './link-settings.ts';
import { asTransportError, PacketWriter } from './packet-writer.ts';
import { Patience } from './patience.ts';
import { Receiver } from './receiver.ts';
import { ReorderWindow } from './reorder-window.ts';
import { RequestGroup } from './request-group.ts';
import { requestName } from './request-name.ts';
import { WaitingLine } from './waiting-line.ts';

export interface DeviceEvent {
  readonly channel: number;
  /** `eventNotify` for an event without payload. */
  readonly code: number;
}

/**
 * `closed`: no port, or given up. `settling`: numbers and capabilities are being put right.
 * `held`: the device restarts; nothing is sent. `up`: requests go out.
 */
export type LinkPhase = 'closed' | 'settling' | 'held' | 'up';

export interface LinkOptions {
  readonly transport: ByteTransport;
  readonly clock: Clock;
  readonly settings?: Partial<LinkSettings>;
}

const noBytes = new Uint8Array(0);
/** The device may have counted a few more packets than we know of: refusals of our own repetitions. */
const repetitionSlack = 24;
/** Waits for the answer after a restart: longer and longer, but a camera that is back is not left waiting (reference §19.4). */
const rebootBackOffMs = [300, 600, ...Array.from({ length: 10 }, () => 1000)];

export class Link implements Disposable {
  readonly counters = new LinkCounters();
  readonly settings: LinkSettings;
  /** While a script runs the device may answer late. */
  scriptRunning = false;

  readonly #transport: ByteTransport;
  readonly #clock: Clock;
  readonly #receiver: Receiver;
  readonly #writer: PacketWriter;
  readonly #patience: Patience;
  readonly #exchange: Exchange;
  readonly #handshake: Handshake;
  /** Only where packets may overtake each other. */
  readonly #reorder: ReorderWindow | undefined;
  readonly #line: WaitingLine;
  readonly #store = new DisposableStore();

  readonly #events = this.#store.add(new Emitter<DeviceEvent>());
  readonly #resync = this.#store.add(new Emitter<'started' | 'done'>());
  readonly #lost = this.#store.add(new Emitter<Error>());
  /** Every event of the device, also during recovery. */
  readonly onEvent = this.#events.event;
  /** A full resync began; or ended, and the session has to be set up again, then `resume()`. */
  readonly onResync = this.#resync.event;
  /** Fires once, with the reason, when the link has ended other than by `dispose()`. */
  readonly onLost = this.#lost.event;

  #phase: LinkPhase = 'closed';
  /** Counts changes of phase: a recovery that was overtaken by another one ends quietly. */
  #epoch = 0;
  #capabilities: Capabilities | undefined;
  #eventNumbersCount = true;
  #heard = false;

  constructor(options: LinkOptions) {
    const { transport, clock } = options;
    const { counters } = this;
    this.#transport = transport;
    this.#clock = clock;
    this.settings = { ...limits.defaultLinkSettings, ...options.settings };
    this.#patience = new Patience(clock, transport.kind === 'datagram');
    this.#writer = new PacketWriter({ transport, clock, counters, onFailure: (error) => this.fail(error) });
    this.#receiver = new Receiver({
      clock,
      counters,
      onPacket: (packet) => this.#onPacket(packet),
      onDamage: () => this.#patience.noteLoss(),
    });
    this.#exchange = this.#store.add(
      new Exchange({
        clock,
        counters,
        writer: this.#writer,
        receiver: this.#receiver,
        patience: this.#patience,
        capabilities: () => this.#capabilities,
        silenceLimitMs: () => (this.scriptRunning ? this.settings.busyTimeoutMs : this.settings.idleTimeoutMs),
        onDone: (group) => this.#onDone(group),
        onDisturbed: (reason, fate) => this.#disturb(reason, fate),
      }),
    );
    this.#handshake = new Handshake({
      clock,
      settings: this.settings,
      parser: this.#receiver.parser,
      send: (header, payload, crc) => this.#writer.send(header, payload, crc),
    });
    this.#reorder = transport.kind === 'datagram' ? this.#store.add(this.#createReorderWindow()) : undefined;
    this.#line = this.#store.add(
      new WaitingLine({
        clock,
        isFree: () => this.#phase === 'up' && this.#exchange.group === undefined,
        begin: (group) => this.#exchange.begin(group),
      }),
    );
    this.#store.add(transport.onData((chunk) => this.#onData(chunk)));
    this.#store.add(transport.onClose((error) => this.#onClose(error)));
  }

  get phase(): LinkPhase {
    return this.#phase;
  }

  /** What was negotiated; undefined before the first synchronisation. */
  get capabilities(): Capabilities | undefined {
    return this.#capabilities;
  }

  get maxPayload(): number {
    return this.#capabilities?.maxPayload ?? 50;
  }

  get acknowledges(): boolean {
    return this.#capabilities?.ack === true;
  }

  /** Packets were lost lately, or the transport is known to lose them: do not chain what a loss would spoil. */
  get lossy(): boolean {
    return this.#patience.lossy;
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

  /** Changes the settings; what is negotiated changes with the next synchronisation. */
  configure(settings: Partial<LinkSettings>): void {
    Object.assign(this.settings, settings);
  }

  /** The session is set up: ordinary requests go out. */
  resume(): void {
    this.#line.sessionOnly = false;
    this.#line.advance();
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
    if (this.#phase === 'held') this.#open(this.#line.sessionOnly);
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
    if (this.#phase === 'closed') throw notConnected();
    const epoch = this.#enter('settling');
    this.#park('out-of-sync', 'The link was synchronised anew.', 'unknown');
    await raceAbort(this.#guard(epoch, this.#resynchronise(epoch)), signal);
  }

  /** One request. A refusal by the device is an answer, not an error. */
  async request(request: LinkRequest, options: RequestOptions = {}): Promise<Answer> {
    return (await this.#submit([request], options))[0]!;
  }

  /**
   * Several requests in one write; all but the last need a foreseeable number of answer packets. After a disturbance the
   * whole batch rejects with `out-of-sync`: the caller begins again.
   */
  batch(requests: readonly LinkRequest[], options: RequestOptions = {}): Promise<Answer[]> {
    return this.#submit(requests, options);
  }

  /** Sends what gets no answer (SYS_RESET, SYS_BOOT). Resolves when the transport has taken it. */
  async post(request: LinkRequest): Promise<void> {
    if (this.#phase === 'closed') throw notConnected();
    const payload = request.payload ?? noBytes;
    const header = { seq: this.#exchange.expectedSeq, channel: request.channel, flags: 0, opcode: request.opcode };
    await this.#writer.send(header, payload);
  }

  /** Ends the link because of `error`; everything that waits rejects with it. */
  fail(error: Error): void {
    if (this.#phase === 'closed') return;
    this.#close(error);
    this.#lost.emit(error);
  }

  dispose(): void {
    this.#close(notConnected());
    this.#store.dispose();
  }

  // ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────

  #submit(requests: readonly LinkRequest[], options: RequestOptions): Promise<Answer[]> {
    if (this.#phase === 'closed') return Promise.reject(notConnected());
    const limitMs = options.limitMs ?? limits.requestLimitMs;
    const group = new RequestGroup(requests, options, this.#clock.now() + limitMs);
    if (!group.settled) {
      if (group.priority === Priority.control) this.#exchange.hurry();
      this.#line.add(group);
    }
    return group.answers;
  }

  #onDone(group: RequestGroup): void {
    if (group.options.barrier === true) this.#line.raiseBarrier();
    if (!group.settled) group.resolve();
    // Let the one who waited ask on before those who came later.
    queueMicrotask(() => this.#line.advance());
  }

  // ── Receiving ──────────────────────────────────────────────────────────────────────────────────────────────────

  #onData(chunk: Uint8Array): void {
    if (this.#phase !== 'closed') this.#receiver.push(chunk);
  }

  #onPacket(packet: ParsedPacket): void {
    // A port that echoes sends back requests, and those carry no flag.
    if (packet.flags !== 0) this.#heard = true;
    if ((packet.flags & Flag.event) !== 0) this.#onEventPacket(packet);
    else if (this.#phase === 'up') {
      if (this.#reorder === undefined) this.#exchange.onPacket(packet);
      else this.#reorder.push(packet);
    } else if (this.#phase !== 'closed') {
      if ((packet.flags & Flag.ackReq) !== 0) this.#writer.acknowledge(packet);
      this.#exchange.adopt(packet);
      this.#handshake.onPacket(packet);
    }
  }

  #createReorderWindow(): ReorderWindow {
    return new ReorderWindow({
      clock: this.#clock,
      expectedSeq: () => (this.#isIdle || this.#phase !== 'up' ? undefined : this.#exchange.expectedSeq),
      deliver: (packet) => {
        if (this.#phase === 'up') this.#exchange.onPacket(packet);
        else this.#exchange.adopt(packet);
      },
    });
  }

  #onEventPacket(packet: ParsedPacket): void {
    if ((packet.flags & Flag.ackReq) !== 0) this.#writer.acknowledge(packet);
    const code = decodeEvent(packet.bytes.subarray(packet.payloadStart, packet.payloadStart + packet.payloadLength));
    const wasIdle = this.#isIdle;
    // Events carry the device's number: with nothing under way another number means that the device was reset.
    const wrong = packet.seq !== this.#exchange.expectedSeq && this.#transport.kind === 'stream';
    this.#events.emit({ channel: packet.channel, code });
    if (packet.channel === ChannelId.stdin) this.#line.liftBarrier();
    if (wasIdle && wrong && this.#eventNumbersCount && this.#phase === 'up') this.#disturb('event-number', 'unknown');
  }

  get #isIdle(): boolean {
    return this.#phase === 'up' && this.#exchange.group === undefined;
  }

  // ── Recovery ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Something does not fit: find out where the device stands, then go on or begin a new session. */
  #disturb(reason: Disturbance, fate: Fate): void {
    const allowance = repetitionSlack + (this.#exchange.group?.answerPackets(this.maxPayload) ?? 0);
    const epoch = this.#enter('settling');
    const damaged = reason === 'request-damaged' && (this.#exchange.group?.attempts ?? 0) >= this.settings.maxRetry;
    this.#park(damaged ? 'checksum-failed' : 'out-of-sync', `The link was disturbed (${reason}).`, fate);
    void this.#guard(epoch, this.#recover(epoch, reason, allowance)).catch(() => {});
  }

  async #recover(epoch: number, reason: Disturbance, allowance: number): Promise<void> {
    const capabilities = this.#capabilities;
    const exchange = this.#exchange;
    if (capabilities !== undefined && reason !== 'silent' && reason !== 'capabilities-lost') {
      const before = exchange.expectedSeq;
      const intact = await this.#handshake.relearn({
        capabilities,
        lossy: this.lossy,
        nextSeq: () => exchange.expectedSeq,
        baseSeq: exchange.confirmedSeq,
        allowance,
      });
      if (epoch !== this.#epoch) return;
      if (intact === true) {
        // A device whose events carry other numbers than ours has proved that they say nothing.
        if (reason === 'event-number' && exchange.expectedSeq === ((before + 1) & 0xff))
          this.#eventNumbersCount = false;
        this.#open(this.#line.sessionOnly);
        return;
      }
    }
    await this.#resynchronise(epoch);
  }

  async #resynchronise(epoch: number): Promise<void> {
    this.counters.resyncs++;
    this.#resync.emit('started');
    if (epoch !== this.#epoch) return;
    await this.#synchronise({
      limitMs: this.settings.silenceLimitMs,
      firstTimeoutsMs: limits.resyncTimeoutsMs,
      signal: undefined,
    });
    if (epoch !== this.#epoch) return;
    // Requests of the old session's set-up mean nothing in the new one.
    this.#line.reject(
      new CameraError('out-of-sync', 'A new session began.'),
      ({ options }) => options.session === true,
    );
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
        this.#writer.crcEnabled = true;
      },
    });
    if (capabilities === undefined) return;
    this.#capabilities = capabilities;
    this.#writer.crcEnabled = capabilities.crc;
    this.#eventNumbersCount = true;
  }

  /** A recovery that fails ends the link, unless something else has taken over meanwhile. */
  async #guard(epoch: number, recovery: Promise<void>): Promise<void> {
    try {
      await recovery;
    } catch (error) {
      if (epoch === this.#epoch) this.fail(error as Error);
      throw error;
    }
  }

  /** Takes the group off the wire: back to the queue where it may be repeated, else it fails. */
  #park(code: 'out-of-sync' | 'checksum-failed' | 'camera-rebooted', message: string, fate: Fate): void {
    const group = this.#exchange.withdraw();
    if (group === undefined || group.settled) return;
    const again = group.repeatable || (fate === 'not-executed' && group.pending.length === 1);
    if (again && group.attempts < this.settings.maxRetry && this.#clock.now() < group.dueMs) {
      group.restart();
      this.#line.addFirst(group);
      return;
    }
    group.reject(new CameraError(code, message, { facts: { request: requestName(group.pending[0]!.request.opcode) } }));
  }

  #enter(phase: LinkPhase): number {
    this.#handshake.cancel();
    this.#reorder?.clear();
    this.#phase = phase;
    return ++this.#epoch;
  }

  #open(sessionOnly: boolean): void {
    this.#enter('up');
    this.#exchange.confirmedSeq = this.#exchange.expectedSeq;
    this.#line.sessionOnly = sessionOnly;
    this.#line.advance();
  }

  #onClose(error: Error | undefined): void {
    this.fail(
      error === undefined ? new TransportError('port-closed', 'The port was closed.') : asTransportError(error),
    );
  }

  #close(error: Error): void {
    this.#enter('closed');
    const group = this.#exchange.withdraw();
    if (group !== undefined && !group.settled) group.reject(error);
    this.#line.clear(error);
    this.#receiver.reset();
  }
}

function notConnected(): CameraError {
  return new CameraError('not-connected', 'The camera is not connected.');
}
