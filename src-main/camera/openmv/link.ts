// The link: turns requests into answers over bytes that may get lost. Under it: a ByteTransport and the codec. Over it:
// device-commands.ts and the pumps. It knows numbers, acknowledgements, capabilities and recovery, and nothing of what
// the channels mean. Specification: reference §4, §7–§9, §19.
//
// Repeating is safe while the device checks numbers: an identical packet is executed once at most, because the number
// has moved on afterwards and the copy is refused with NAK(SEQUENCE). So an unanswered request is simply sent again;
// only its answer can be lost for good, and then `repeat` says what to do.

import { CameraError } from '../camera-error.ts';
import type { ByteTransport } from '../byte-transport.ts';
import { TransportError } from '../transport-error.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { ChannelId, Flag, headerSize, Status } from '../../../src-shared/protocol/constants.ts';
import { PacketParser, type ParsedPacket } from '../../../src-shared/protocol/packet-parser.ts';
import { packetSize, sealPacket } from '../../../src-shared/protocol/packet.ts';
import { decodeEvent, decodeStatus, type Capabilities } from '../../../src-shared/protocol/payloads.ts';
import { Handshake } from './handshake.ts';
import { LinkCounters } from './link-quality.ts';
import { isFragment, type Answer, type LinkRequest, type RequestOptions } from './link-request.ts';
import * as limits from './link-settings.ts';
import type { LinkSettings } from './link-settings.ts';
import { RequestGroup, RequestQueue } from './request-group.ts';
import { Watchdog } from './watchdog.ts';

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

const acknowledgementPool = 32;

export class Link implements Disposable {
  readonly counters = new LinkCounters();
  readonly settings: LinkSettings;
  /** While a script runs the device may answer late. */
  scriptRunning = false;

  readonly #transport: ByteTransport;
  readonly #clock: Clock;
  readonly #parser: PacketParser;
  readonly #queue = new RequestQueue();
  readonly #listeners = new DisposableStore();
  readonly #silence: Watchdog;
  readonly #sweep: Watchdog;
  readonly #handshake: Handshake;
  readonly #freeAcknowledgements: Uint8Array[] = [];
  readonly #backlog: Uint8Array[] = [];

  readonly #events = new Emitter<DeviceEvent>();
  readonly #resync = new Emitter<'started' | 'done'>();
  readonly #lost = new Emitter<Error>();
  /** Every event of the device, also during recovery. */
  readonly onEvent = this.#events.event;
  /** A full resync began; or ended, and the session has to be set up again, then `resume()`. */
  readonly onResync = this.#resync.event;
  /** Fires once, with the reason, when the link has ended other than by `dispose()`. */
  readonly onLost = this.#lost.event;

  #phase: LinkPhase = 'closed';
  #sessionOnly = true;
  #epoch = 0;
  #expectedSeq = 0;
  /** The number up to which every packet came in order. */
  #confirmedSeq = 0;
  #capabilities: Capabilities | undefined;
  #current: RequestGroup | undefined;
  #receiving = false;
  #barrier: Disposable | undefined;
  #lastLossMs = Number.NEGATIVE_INFINITY;
  #lastPacketMs = Number.NEGATIVE_INFINITY;
  #lastBytesMs = Number.NEGATIVE_INFINITY;
  #roundTripMs = 1;
  #eventNumbersCount = true;
  #heard = false;

  constructor(options: LinkOptions) {
    this.#transport = options.transport;
    this.#clock = options.clock;
    this.settings = { ...limits.defaultLinkSettings, ...options.settings };
    this.#parser = new PacketParser((packet) => this.#onPacket(packet));
    this.#silence = this.#listeners.add(new Watchdog(this.#clock, () => this.#onSilence()));
    this.#sweep = this.#listeners.add(new Watchdog(this.#clock, () => this.#onSweep()));
    this.#handshake = new Handshake({
      clock: this.#clock,
      settings: this.settings,
      parser: this.#parser,
      send: (header, payload, crc) => this.#sendPacket(header, payload, crc),
    });
    this.#listeners.add(this.#transport.onData((chunk) => this.#onData(chunk)));
    this.#listeners.add(this.#transport.onClose((error) => this.#onClose(error)));
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
    return this.#transport.kind === 'datagram' || this.#clock.now() - this.#lastLossMs < limits.lossMemoryMs;
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

  /** The session is set up: ordinary requests go out. */
  resume(): void {
    this.#sessionOnly = false;
    this.#dispatch();
  }

  /**
   * The device restarts: stops sending. A request under way that cannot be repeated rejects with `camera-rebooted`;
   * all others wait.
   */
  hold(): void {
    if (this.#phase === 'closed') return;
    this.#enter('held');
    this.#parkCurrent('camera-rebooted', 'The camera restarted while the request was under way.');
  }

  /** It does not restart after all: goes on where it was. */
  release(): void {
    if (this.#phase === 'held') this.#open(this.#sessionOnly);
  }

  /** Synchronises after a restart of the device, trying again after 0.3, 0.6, 1, 1 … s; then as after `start`. */
  async restart(limitMs: number, signal?: AbortSignal): Promise<void> {
    const epoch = this.#enter('settling');
    await this.#synchronise({ limitMs, firstTimeoutsMs: [300, 600], signal });
    if (epoch === this.#epoch) this.#open(true);
  }

  /** Full resynchronisation on purpose; `onResync` reports it, and the session is then set up again. */
  async resync(signal?: AbortSignal): Promise<void> {
    if (this.#phase === 'closed') throw notConnected();
    const epoch = this.#enter('settling');
    this.#parkCurrent('out-of-sync', 'The link was synchronised anew.');
    await this.#resynchronise(epoch, signal);
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
    const header = { seq: this.#expectedSeq, channel: request.channel, flags: 0, opcode: request.opcode };
    await this.#sendPacket(header, payload, this.#capabilities?.crc ?? true);
  }

  /** Ends the link because of `error`; everything that waits rejects with it. */
  fail(error: Error): void {
    if (this.#phase === 'closed') return;
    this.#close(error);
    this.#lost.emit(error);
  }

  dispose(): void {
    this.#close(notConnected());
    this.#listeners.dispose();
    this.#events.dispose();
    this.#resync.dispose();
    this.#lost.dispose();
  }

  // ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────

  #submit(requests: readonly LinkRequest[], options: RequestOptions): Promise<Answer[]> {
    if (this.#phase === 'closed') return Promise.reject(notConnected());
    const limitMs = options.limitMs ?? limits.requestLimitMs;
    const group = new RequestGroup(requests, options, this.#clock.now() + limitMs);
    if (!group.settled) {
      this.#queue.add(group);
      this.#dispatch();
      if (!group.settled && this.#current !== group) this.#sweep.set(sweepMs);
    }
    return group.answers;
  }

  #dispatch(): void {
    if (this.#phase !== 'up' || this.#current !== undefined || this.#barrier !== undefined) return;
    const group = this.#queue.take(this.#sessionOnly);
    if (group === undefined) return;
    this.#current = group;
    this.#encode(group);
    this.#transmit(group);
  }

  /** Numbers the requests by the packets their answers will take, and writes them into one buffer. */
  #encode(group: RequestGroup): void {
    const crc = this.#capabilities?.crc ?? true;
    let size = 0;
    for (const each of group.pending) size += packetSize(each.request.payload?.length ?? 0);
    const bytes = new Uint8Array(size);
    const starts: number[] = [];
    let at = 0;
    let seq = this.#expectedSeq;
    for (const each of group.pending) {
      const { channel, opcode, payload } = each.request;
      each.seq = seq;
      starts.push(at);
      if (payload !== undefined) bytes.set(payload, at + headerSize);
      at += sealPacket(bytes, at, { seq, channel, flags: 0, opcode }, payload?.length ?? 0, crc);
      seq = (seq + each.answerPackets(this.maxPayload)) & 0xff;
    }
    group.bytes = bytes;
    group.starts = starts;
    group.firstSentMs = this.#clock.now();
  }

  #transmit(group: RequestGroup): void {
    if (group.transmissions++ === 0) group.progressMs = group.firstSentMs;
    this.counters.packetsSent += group.pending.length - group.index;
    void this.#write(group.bytes.subarray(group.starts[group.index]));
    this.#silence.set(this.#patienceMs(group));
  }

  #sendPacket(
    header: { seq: number; channel: number; flags: number; opcode: number },
    payload: Uint8Array,
    crc: boolean,
  ): Promise<void> {
    const bytes = new Uint8Array(packetSize(payload.length));
    bytes.set(payload, headerSize);
    sealPacket(bytes, 0, header, payload.length, crc);
    this.counters.packetsSent++;
    return this.#write(bytes);
  }

  /** Number, channel and opcode are those of the packet, not our own (reference §4.2 rule 3). */
  #acknowledge(packet: ParsedPacket): void {
    const bytes = this.#freeAcknowledgements.pop() ?? new Uint8Array(headerSize);
    const crc = this.#capabilities?.crc ?? true;
    sealPacket(bytes, 0, { seq: packet.seq, channel: packet.channel, flags: Flag.ack, opcode: packet.opcode }, 0, crc);
    this.counters.packetsSent++;
    void this.#writeAndKeep(bytes);
  }

  async #writeAndKeep(acknowledgement: Uint8Array): Promise<void> {
    await this.#write(acknowledgement);
    if (this.#freeAcknowledgements.length < acknowledgementPool) this.#freeAcknowledgements.push(acknowledgement);
  }

  #write(bytes: Uint8Array): Promise<void> {
    this.counters.bytesSent += bytes.length;
    return this.#transport.write(bytes).catch((error: unknown) => this.fail(asTransportError(error)));
  }

  // ── Receiving ──────────────────────────────────────────────────────────────────────────────────────────────────

  #onData(chunk: Uint8Array): void {
    if (this.#phase === 'closed') return;
    if (this.#receiving) {
      // A transport that delivers inside write() must not enter the parser twice.
      this.#backlog.push(chunk.slice());
      return;
    }
    this.#push(chunk);
    for (let next = this.#backlog.shift(); next !== undefined; next = this.#backlog.shift()) this.#push(next);
  }

  #push(chunk: Uint8Array): void {
    this.counters.bytesReceived += chunk.length;
    this.#lastBytesMs = this.#clock.now();
    this.#receive(() => this.#parser.push(chunk));
  }

  #receive(parse: () => void): void {
    const errors = this.#parser.counters.headerErrors + this.#parser.counters.payloadErrors;
    this.#receiving = true;
    try {
      parse();
    } finally {
      this.#receiving = false;
    }
    const added = this.#parser.counters.headerErrors + this.#parser.counters.payloadErrors - errors;
    if (added === 0) return;
    this.counters.checksumErrors += added;
    this.#noteLoss();
  }

  #onPacket(packet: ParsedPacket): void {
    this.counters.packetsReceived++;
    this.#lastPacketMs = this.#clock.now();
    // A port that echoes sends back requests, and those carry no flag.
    if (packet.flags !== 0) this.#heard = true;
    if ((packet.flags & Flag.event) !== 0) this.#onEventPacket(packet);
    else if (this.#phase === 'up') this.#onAnswerPacket(packet);
    else if (this.#phase !== 'closed') {
      if ((packet.flags & Flag.ackReq) !== 0) this.#acknowledge(packet);
      this.#expectedSeq = (packet.seq + 1) & 0xff;
      this.#handshake.onPacket(packet);
    }
  }

  #onEventPacket(packet: ParsedPacket): void {
    if ((packet.flags & Flag.ackReq) !== 0) this.#acknowledge(packet);
    const code = decodeEvent(packet.bytes.subarray(packet.payloadStart, packet.payloadStart + packet.payloadLength));
    const idle = this.#phase === 'up' && this.#current === undefined;
    this.#events.emit({ channel: packet.channel, code });
    if (packet.channel === ChannelId.stdin) this.#liftBarrier();
    // Events carry the device's number: with nothing under way another number means that the device was reset.
    if (idle && this.#eventNumbersCount && this.#transport.kind === 'stream' && packet.seq !== this.#expectedSeq) {
      if (this.#phase === 'up' && this.#current === undefined) this.#disturb('event-number', 'unknown');
    }
  }

  #onAnswerPacket(packet: ParsedPacket): void {
    const group = this.#current;
    const distance = (packet.seq - this.#expectedSeq) & 0xff;
    const wantsAck = (packet.flags & Flag.ackReq) !== 0;
    const repeated = (packet.flags & Flag.rtx) !== 0;
    if (wantsAck) {
      // Without an answer the device stands still; whatever it sent, it may go on.
      this.#acknowledge(packet);
      if (!this.acknowledges) return this.#disturb('capabilities-lost', 'unknown');
    }
    if (repeated && distance !== 0) return;
    const current = group?.current;
    if (group === undefined || current === undefined) {
      // Refusals of our own repetitions, mostly.
      this.#expectedSeq = (packet.seq + 1) & 0xff;
      this.#confirmedSeq = this.#expectedSeq;
      return;
    }
    const isNak = (packet.flags & Flag.nak) !== 0;
    const status = isNak ? nakStatus(packet) : Status.success;
    if (isNak && status === Status.sequence) return this.#onSequenceNak(packet, group);
    if (distance !== 0 && !this.#bridge(packet, distance, isNak)) {
      this.counters.sequenceErrors++;
      this.#expectedSeq = (packet.seq + 1) & 0xff;
      this.#noteLoss();
      return this.#disturb('number', 'unknown');
    }
    this.#expectedSeq = (packet.seq + 1) & 0xff;
    if (!current.matches(packet)) return this.#disturb('mismatch', 'unknown');
    this.#confirmedSeq = this.#expectedSeq;
    group.progressMs = this.#lastPacketMs;
    if (isNak) {
      if (status === Status.checksum) return this.#disturb('request-damaged', 'not-executed');
      if (status === Status.overflow) return this.#disturb('capabilities-lost', 'not-executed');
      current.finish(status);
      this.#advance(group);
    } else if ((packet.flags & Flag.ack) !== 0) {
      current.finish(Status.success);
      this.#advance(group);
    } else {
      if (!current.addData(packet)) return this.#disturb('too-much', 'unknown');
      if (isFragment(packet)) this.#silence.set(this.#patienceMs(group));
      else {
        current.finish(Status.success);
        this.#advance(group);
      }
    }
  }

  /** Accepts a gap inside an answer whose pieces have known places; the reader fetches the rest again. */
  #bridge(packet: ParsedPacket, distance: number, isNak: boolean): boolean {
    const current = this.#current?.current;
    if (current === undefined || isNak || this.acknowledges || distance > 127 || !current.matches(packet)) return false;
    if ((packet.flags & Flag.ack) !== 0 || !current.skipLost(distance, this.maxPayload)) return false;
    this.counters.sequenceErrors++;
    this.#noteLoss();
    return true;
  }

  #onSequenceNak(packet: ParsedPacket, group: RequestGroup): void {
    const current = group.current!;
    this.#expectedSeq = (packet.seq + 1) & 0xff;
    if (current.doomed && current.matches(packet)) {
      group.progressMs = this.#lastPacketMs;
      current.finish(Status.sequence);
      this.#advance(group);
      return;
    }
    this.counters.sequenceErrors++;
    this.#noteLoss();
    const refused = current.matches(packet) && group.transmissions === 1 && !current.hasData;
    this.#disturb('refused-number', refused ? 'not-executed' : 'unknown');
  }

  #advance(group: RequestGroup): void {
    const done = group.current!;
    if (group.index === 0 && group.transmissions === 1) {
      this.#roundTripMs += (this.#clock.now() - group.firstSentMs - this.#roundTripMs) / 8;
    }
    const next = group.pending[++group.index];
    if (next === undefined) {
      this.#silence.stop();
      this.#current = undefined;
      if (group.options.barrier === true) this.#raiseBarrier();
      if (!group.settled) group.resolve();
      // Let the one who waited ask on before those who came later.
      queueMicrotask(() => this.#dispatch());
      return;
    }
    // An early end of a read leaves the numbers of what is behind it too high.
    if (done.doomed || next.seq !== this.#expectedSeq) next.doomed = true;
    this.#silence.set(this.#patienceMs(group));
  }

  #raiseBarrier(): void {
    this.#barrier ??= this.#clock.after(limits.barrierMs, () => this.#liftBarrier());
  }

  #liftBarrier(): void {
    if (this.#barrier === undefined) return;
    this.#barrier.dispose();
    this.#barrier = undefined;
    this.#dispatch();
  }

  // ── Silence and recovery ───────────────────────────────────────────────────────────────────────────────────────

  /** How long to wait for the next packet before doing something. */
  #patienceMs(group: RequestGroup): number {
    const current = group.current;
    if (current === undefined) return limits.repeatLargestMs;
    const lossy = this.lossy;
    if (current.hasData) {
      if (this.acknowledges) return limits.fragmentAckTimeoutMs;
      if (current.request.read?.fixedPieces !== true) return limits.fragmentTimeoutMs;
      return lossy ? 2 * limits.repeatLossyMs + 4 * this.#roundTripMs : limits.repeatCleanMs + 8 * this.#roundTripMs;
    }
    const large = (current.request.payload?.length ?? 0) > limits.smallPayloadBytes;
    const first = this.acknowledges
      ? limits.repeatAckMs
      : lossy
        ? limits.repeatLossyMs
        : large
          ? limits.repeatLargestMs
          : limits.repeatCleanMs;
    const grown = (first + 4 * this.#roundTripMs) * 2 ** Math.max(0, group.transmissions - 1);
    return Math.min(limits.repeatLargestMs, grown);
  }

  #onSilence(): void {
    const group = this.#current;
    const current = group?.current;
    if (this.#phase !== 'up' || group === undefined || current === undefined) return;
    if (this.#parser.pendingBytes > 0) {
      const quietMs = this.#clock.now() - this.#lastBytesMs;
      if (quietMs < limits.packetGapMs) return this.#silence.set(limits.packetGapMs - quietMs);
      // A packet was cut off, and the answer may lie in what was taken for its payload.
      const before = this.#lastPacketMs;
      this.#receive(() => this.#parser.abandonUnfinished());
      if (this.#current !== group || this.#phase !== 'up') return;
      if (this.#lastPacketMs !== before) return this.#silence.set(this.#patienceMs(group));
    }
    this.counters.timeouts++;
    if (current.hasData) {
      this.#noteLoss();
      if (group.index === group.pending.length - 1) {
        current.finishIncomplete();
        this.#current = undefined;
        if (!group.settled) group.resolve();
      }
      this.#disturb('answer-broken', 'unknown');
      return;
    }
    const limitMs = this.scriptRunning ? this.settings.busyTimeoutMs : this.settings.idleTimeoutMs;
    if (this.#clock.now() - group.progressMs >= limitMs) {
      this.#disturb('silent', 'unknown');
      return;
    }
    if (!this.#mayRepeat(group)) {
      this.#silence.set(limitMs / 4);
      return;
    }
    this.#transmit(group);
  }

  /** An identical packet is executed once at most only while the device checks numbers. */
  #mayRepeat(group: RequestGroup): boolean {
    return this.#capabilities?.seq === true || group.repeatable;
  }

  #noteLoss(): void {
    this.#lastLossMs = this.#clock.now();
  }

  /** Something does not fit: find out where the device stands, then go on or begin a new session. */
  #disturb(reason: string, fate: 'not-executed' | 'unknown'): void {
    const group = this.#current;
    const allowance = repetitionSlack + packetsUnderWay(group, this.maxPayload);
    const epoch = this.#enter('settling');
    this.#parkCurrent('out-of-sync', `The link was disturbed (${reason}).`, fate);
    const silent = reason === 'silent' || reason === 'capabilities-lost';
    void this.#recover(epoch, silent, allowance, reason).catch((error: unknown) => {
      if (epoch === this.#epoch) this.fail(error as Error);
    });
  }

  async #recover(epoch: number, skipLight: boolean, allowance: number, reason: string): Promise<void> {
    const capabilities = this.#capabilities;
    if (!skipLight && capabilities !== undefined) {
      const before = this.#expectedSeq;
      const intact = await this.#handshake.relearn({
        capabilities,
        lossy: this.lossy,
        nextSeq: () => this.#expectedSeq,
        baseSeq: this.#confirmedSeq,
        allowance,
      });
      if (epoch !== this.#epoch) return;
      if (intact) {
        // A device whose events carry other numbers than ours has proved that they say nothing.
        if (reason === 'event-number' && this.#expectedSeq === ((before + 1) & 0xff)) this.#eventNumbersCount = false;
        this.#open(this.#sessionOnly);
        return;
      }
    }
    await this.#resynchronise(epoch);
  }

  async #resynchronise(epoch: number, signal?: AbortSignal): Promise<void> {
    this.counters.resyncs++;
    this.#resync.emit('started');
    if (epoch !== this.#epoch) return;
    await this.#synchronise({ limitMs: this.settings.silenceLimitMs, firstTimeoutsMs: [], signal });
    if (epoch !== this.#epoch) return;
    // Requests of the old session's set-up mean nothing in the new one.
    for (const group of this.#queue.remove((each) => each.options.session === true)) {
      group.reject(outOfSync('A new session began.'));
    }
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
      },
    });
    if (capabilities === undefined) return;
    this.#capabilities = capabilities;
    this.#eventNumbersCount = true;
  }

  /** Takes the current group off the wire: back to the queue where it may be repeated, else it fails. */
  #parkCurrent(
    code: 'out-of-sync' | 'camera-rebooted',
    message: string,
    fate: 'not-executed' | 'unknown' = 'unknown',
  ): void {
    const group = this.#current;
    this.#current = undefined;
    this.#silence.stop();
    if (group === undefined || group.settled) return;
    const again = group.repeatable || (fate === 'not-executed' && group.pending.length === 1);
    if (again && group.attempts < this.settings.maxRetry && this.#clock.now() < group.dueMs) {
      group.restart();
      this.#queue.addFirst(group);
      this.#sweep.set(sweepMs);
      return;
    }
    group.reject(new CameraError(code, message, { facts: { request: group.pending[0]!.request.opcode } }));
  }

  #enter(phase: LinkPhase): number {
    this.#handshake.cancel();
    this.#phase = phase;
    return ++this.#epoch;
  }

  #open(sessionOnly: boolean): void {
    this.#enter('up');
    this.#confirmedSeq = this.#expectedSeq;
    this.#sessionOnly = sessionOnly;
    this.#dispatch();
  }

  /** Requests that wait too long for their turn: the camera restarts, or the link recovers, without end. */
  #onSweep(): void {
    const now = this.#clock.now();
    for (const group of this.#queue.remove((each) => each.settled || now >= each.dueMs)) {
      if (group.settled) continue;
      group.reject(
        new CameraError('camera-silent', 'The request waited too long for the camera.', {
          facts: {
            request: group.pending[0]!.request.opcode,
            afterMs: Math.round(group.options.limitMs ?? limits.requestLimitMs),
          },
        }),
      );
    }
    if (!this.#queue.isEmpty) this.#sweep.set(sweepMs);
  }

  #onClose(error: Error | undefined): void {
    this.fail(
      error === undefined ? new TransportError('port-closed', 'The port was closed.') : asTransportError(error),
    );
  }

  #close(error: Error): void {
    this.#enter('closed');
    this.#silence.dispose();
    this.#sweep.dispose();
    this.#barrier?.dispose();
    this.#barrier = undefined;
    const group = this.#current;
    this.#current = undefined;
    if (group !== undefined && !group.settled) group.reject(error);
    for (const each of this.#queue.remove(() => true)) if (!each.settled) each.reject(error);
    this.#parser.reset();
    this.#backlog.length = 0;
  }
}

const noBytes = new Uint8Array(0);
const sweepMs = 250;
/** The device may have counted a few more packets than we know of: refusals of our own repetitions. */
const repetitionSlack = 24;

function packetsUnderWay(group: RequestGroup | undefined, maxPayload: number): number {
  if (group === undefined) return 0;
  let packets = 0;
  for (const each of group.pending) packets += each.answerPackets(maxPayload);
  return packets;
}

function nakStatus(packet: ParsedPacket): number {
  if (packet.payloadLength < 2) return Status.unknown;
  return decodeStatus(packet.bytes.subarray(packet.payloadStart, packet.payloadStart + 2));
}

function notConnected(): CameraError {
  return new CameraError('not-connected', 'The camera is not connected.');
}

function outOfSync(message: string): CameraError {
  return new CameraError('out-of-sync', message);
}

function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  return new TransportError('port-lost', 'The port went away.', { cause: error });
}
