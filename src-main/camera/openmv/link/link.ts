// The link: turns requests into answers over bytes that may get lost. Under it: a ByteTransport and the codec. Over it:
// device-commands.ts and the pumps. It knows numbers, acknowledgements, capabilities and recovery, and nothing of what
// the channels mean. Its parts: receiver.ts, reorder-window.ts and packet-writer.ts move packets, request-queue.ts gives
// requests their turn, exchange.ts gets the answers of one batch of them, recovery.ts puts numbers and capabilities
// right. Specification: docs/protocol-v2.md §4, §7–§9, §19.
//
// Repeating is safe while the device checks numbers: an identical packet is executed once at most, because the number
// has moved on afterwards and the copy is refused with NAK(SEQUENCE). So an unanswered request is simply sent again;
// only its answer can be lost for good, and then `repeat` says what to do.

import { CameraError } from '../../camera-error.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { TransportError } from '../../../transports/api/transport-error.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../src-shared/lib/disposable.ts';
import { Emitter, type Listen } from '../../../../src-shared/lib/emitter.ts';
import { ChannelId, Flag } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { decodeEvent, type Capabilities } from '../../../../src-shared/openmv/payloads.ts';
import { Exchange } from './exchange.ts';
import { LinkCounters } from './link-counters.ts';
import { Priority, type Answer, type LinkRequest, type RequestOptions } from '../requests/link-request.ts';
import * as limits from './link-settings.ts';
import type { LinkSettings } from './link-settings.ts';
import { asTransportError, PacketWriter } from './packet-writer.ts';
import { ReplyTimeouts } from './reply-timeouts.ts';
import { Receiver } from './receiver.ts';
import { Recovery, type LinkPhase } from './recovery.ts';
import { ReorderWindow } from './reorder-window.ts';
import { Batch } from '../requests/batch.ts';
import { RequestQueue } from '../requests/request-queue.ts';

export interface DeviceEvent {
  readonly channel: number;
  /** `eventNotify` for an event without payload. */
  readonly code: number;
}

export interface LinkOptions {
  readonly transport: ByteTransport;
  readonly clock: Clock;
  readonly settings?: Partial<LinkSettings>;
}

const noBytes = new Uint8Array(0);

export class Link implements Disposable {
  readonly counters = new LinkCounters();
  readonly settings: LinkSettings;
  /** While a script runs the device may answer late. */
  scriptRunning = false;

  readonly #transport: ByteTransport;
  readonly #clock: Clock;
  readonly #receiver: Receiver;
  readonly #writer: PacketWriter;
  readonly #timeouts: ReplyTimeouts;
  readonly #exchange: Exchange;
  readonly #recovery: Recovery;
  /** Only where packets may overtake each other. */
  readonly #reorder: ReorderWindow | undefined;
  readonly #queue: RequestQueue;
  readonly #store = new DisposableStore();

  readonly #events = this.#store.add(new Emitter<DeviceEvent>());
  readonly #lost = this.#store.add(new Emitter<Error>());
  /** Every event of the device, also during recovery. */
  readonly onEvent = this.#events.event;
  /** A full resync began; or ended, and the session has to be set up again, then `resume()`. */
  readonly onResync: Listen<'started' | 'done'>;
  /** Fires once, with the reason, when the link has ended other than by `dispose()`. */
  readonly onLost = this.#lost.event;

  constructor(options: LinkOptions) {
    const { transport, clock } = options;
    const { counters } = this;
    this.#transport = transport;
    this.#clock = clock;
    this.settings = { ...limits.defaultLinkSettings, ...options.settings };
    this.#timeouts = new ReplyTimeouts(clock, transport.kind === 'datagram');
    this.#writer = new PacketWriter({ transport, clock, counters, onFailure: (error) => this.fail(error) });
    this.#receiver = new Receiver({
      clock,
      counters,
      onPacket: (packet) => this.#onPacket(packet),
      onDamage: () => this.#timeouts.noteLoss(),
    });
    this.#exchange = this.#store.add(
      new Exchange({
        clock,
        counters,
        writer: this.#writer,
        receiver: this.#receiver,
        timeouts: this.#timeouts,
        capabilities: () => this.capabilities,
        silenceLimitMs: () => (this.scriptRunning ? this.settings.busyTimeoutMs : this.settings.idleTimeoutMs),
        onDone: (batch) => this.#onDone(batch),
        onFault: (reason, execution) => this.#recovery.handleFault(reason, execution),
      }),
    );
    this.#reorder = transport.kind === 'datagram' ? this.#store.add(this.#createReorderWindow()) : undefined;
    this.#queue = this.#store.add(
      new RequestQueue({
        clock,
        isFree: () => this.#isIdle,
        begin: (batch) => this.#exchange.begin(batch),
      }),
    );
    this.#recovery = this.#store.add(
      new Recovery({
        clock,
        settings: this.settings,
        counters,
        parser: this.#receiver.parser,
        // A packet of which bytes still come is slow, not cut off.
        rescue: () => this.#receiver.unfinishedForMs === 0 && this.#receiver.rescue(),
        writer: this.#writer,
        timeouts: this.#timeouts,
        exchange: this.#exchange,
        queue: this.#queue,
        onPhase: () => this.#reorder?.clear(),
        onSynchronise: () => this.#reorder?.restart(),
        onFailed: (error) => this.fail(error),
      }),
    );
    this.onResync = this.#recovery.onResync;
    this.#store.add(transport.onData((chunk) => this.#onData(chunk)));
    this.#store.add(transport.onClose((error) => this.#onClose(error)));
  }

  get phase(): LinkPhase {
    return this.#recovery.phase;
  }

  /** What was negotiated; undefined before the first synchronisation. */
  get capabilities(): Capabilities | undefined {
    return this.#recovery.capabilities;
  }

  get maxPayload(): number {
    return this.#recovery.maxPayload;
  }

  get acknowledges(): boolean {
    return this.capabilities?.ack === true;
  }

  /** Packets were lost lately, or the transport is known to lose them: do not chain what a loss would spoil. */
  get lossy(): boolean {
    return this.#timeouts.lossy;
  }

  /** See `Recovery.start`. */
  start(signal?: AbortSignal): Promise<void> {
    return this.#recovery.start(signal);
  }

  /** See `Recovery.hold`. */
  hold(): void {
    this.#recovery.hold();
  }

  /** See `Recovery.release`. */
  release(): void {
    this.#recovery.release();
  }

  /** See `Recovery.restart`. */
  restart(limitMs: number, signal?: AbortSignal): Promise<void> {
    return this.#recovery.restart(limitMs, signal);
  }

  /** See `Recovery.resync`. */
  resync(signal?: AbortSignal): Promise<void> {
    return this.#recovery.resync(signal);
  }

  /** Changes the settings; what is negotiated changes with the next synchronisation. */
  configure(settings: Partial<LinkSettings>): void {
    Object.assign(this.settings, settings);
  }

  /** The session is set up: ordinary requests go out. */
  resume(): void {
    this.#queue.sessionOnly = false;
    this.#queue.advance();
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
    if (this.phase === 'closed') throw notConnected();
    const payload = request.payload ?? noBytes;
    const header = { seq: this.#exchange.expectedSeq, channel: request.channel, flags: 0, opcode: request.opcode };
    await this.#writer.send(header, payload);
  }

  /** Ends the link because of `error`; everything that waits rejects with it. */
  fail(error: Error): void {
    if (this.phase === 'closed') return;
    this.#close(error);
    this.#lost.emit(error);
  }

  dispose(): void {
    this.#close(notConnected());
    this.#store.dispose();
  }

  // ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────

  #submit(requests: readonly LinkRequest[], options: RequestOptions): Promise<Answer[]> {
    if (this.phase === 'closed') return Promise.reject(notConnected());
    const limitMs = options.limitMs ?? limits.requestLimitMs;
    const batch = new Batch(requests, options, this.#clock.now() + limitMs);
    if (!batch.settled) {
      if (batch.priority === Priority.control) this.#exchange.expedite();
      this.#queue.add(batch);
    }
    return batch.answers;
  }

  #onDone(batch: Batch): void {
    if (batch.options.barrier === true) this.#queue.raiseBarrier();
    if (!batch.settled) batch.resolve();
    // Let the one who waited ask on before those who came later.
    queueMicrotask(() => this.#queue.advance());
  }

  // ── Receiving ──────────────────────────────────────────────────────────────────────────────────────────────────

  #onData(chunk: Uint8Array): void {
    if (this.phase !== 'closed') this.#receiver.push(chunk);
  }

  #onPacket(packet: ParsedPacket): void {
    // A port that echoes sends back requests, and those carry no flag.
    if (packet.flags !== 0) this.#recovery.noteHeard();
    if ((packet.flags & Flag.event) !== 0) this.#onEventPacket(packet);
    else if (this.phase === 'up') {
      if (this.#reorder === undefined) this.#exchange.onPacket(packet);
      else this.#reorder.push(packet);
    } else if (this.phase !== 'closed') {
      this.#reorder?.notePassed(packet.seq);
      this.#recovery.onPacket(packet);
    }
  }

  #createReorderWindow(): ReorderWindow {
    return new ReorderWindow({
      clock: this.#clock,
      expectedSeq: () => (this.#isIdle || this.phase !== 'up' ? undefined : this.#exchange.expectedSeq),
      deliver: (packet) => {
        if (this.phase === 'up') this.#exchange.onPacket(packet);
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
    if (packet.channel === ChannelId.stdin) this.#queue.liftBarrier();
    if (wasIdle && wrong && this.#recovery.eventNumbersCount && this.phase === 'up') {
      this.#recovery.handleFault('event-number', 'unknown');
    }
  }

  get #isIdle(): boolean {
    return this.phase === 'up' && this.#exchange.batch === undefined;
  }

  #onClose(error: Error | undefined): void {
    this.fail(
      error === undefined ? new TransportError('port-closed', 'The port was closed.') : asTransportError(error),
    );
  }

  #close(error: Error): void {
    this.#recovery.close(error);
    this.#receiver.reset();
  }
}

function notConnected(): CameraError {
  return new CameraError('not-connected', 'The camera is not connected.');
}
