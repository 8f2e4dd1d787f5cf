// The link: turns requests into answers over bytes that may get lost. Below: a ByteTransport and the codec. Above:
// device-commands.ts and the pumps. It knows numbers, acknowledgements, capabilities and recovery, and nothing of what
// the channels mean. Its parts never call it or each other's owner: they return outcomes, and the link decides.
// README.md draws the phases and lists the parts. Specification: docs/protocol-v2.md §4, §7–§9, §19.
//
// Repeating is safe while the device checks numbers: an identical packet is executed at most once, because the number
// has moved on afterwards and the copy is refused with NAK(SEQUENCE). So an unanswered request is simply sent again;
// only its answer can be lost for good, and then `repeat` decides what happens.

import { raceAbort } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../../src-shared/lib/emitter.ts';
import { ignoreExpected } from '../../../../src-shared/lib/ignore-expected.ts';
import { ChannelId, Flag } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { decodeEvent, type Capabilities } from '../../../../src-shared/openmv/payloads.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { TransportError } from '../../../transports/api/transport-error.ts';
import { CameraError } from '../../camera-error.ts';
import { Watchdog } from '../../kit/watchdog.ts';
import { Batch } from '../requests/batch.ts';
import { Priority, type Answer, type LinkRequest, type RequestOptions } from '../requests/link-request.ts';
import type { Outcome } from './exchange.ts';
import type { LinkCounters } from './link-counters.ts';
import { createLinkParts, type LinkParts } from './link-parts.ts';
import { requestLimitMs, type LinkSettings } from './link-settings.ts';
import type { LinkPhase } from './link-state.ts';
import { asTransportError } from './packet-writer.ts';
import type { Recovery } from './recovery.ts';

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
  readonly #transport: ByteTransport;
  readonly #clock: Clock;
  readonly #parts: LinkParts;
  readonly #replyTimer: Watchdog;

  readonly #events = new Emitter<DeviceEvent>();
  readonly #lost = new Emitter<Error>();
  /** Every event of the device, including those during recovery. */
  readonly onEvent = this.#events.event;
  /** A full resynchronization began; or ended, and the session has to be set up again, then `resume()`. */
  readonly onResync: Recovery['onResync'];
  /** Fires once, with the reason, when the link has ended other than by `dispose()`. */
  readonly onLost = this.#lost.event;

  constructor({ transport, clock, settings }: LinkOptions) {
    this.#transport = transport;
    this.#clock = clock;
    const parts = createLinkParts(transport, clock, settings);
    const { store, state, receiver, writer, exchange, reorder, recovery } = parts;
    this.#parts = parts;
    this.onResync = recovery.onResync;
    this.#replyTimer = store.add(new Watchdog(clock, () => this.#act(exchange.onSilence())));
    receiver.listen((packet) => this.#onPacket(packet));
    reorder?.listen((packet) => this.#onOrderedPacket(packet));
    store.add(state.onPhase((phase) => this.#onPhase(phase)));
    store.add(writer.onFailure((error) => this.fail(error)));
    store.add(transport.onData((chunk) => this.#onData(chunk)));
    store.add(transport.onClose((error) => this.#onClose(error)));
  }

  get counters(): LinkCounters {
    return this.#parts.counters;
  }

  get phase(): LinkPhase {
    return this.#parts.state.phase;
  }

  /** As negotiated; undefined before the first synchronization. */
  get capabilities(): Capabilities | undefined {
    return this.#parts.state.capabilities;
  }

  /** Payload bytes per packet. */
  get maxPayload(): number {
    return this.#parts.state.maxPayload;
  }

  get acknowledges(): boolean {
    return this.#parts.state.acknowledges;
  }

  /** Packets were lost recently, or the transport is known to lose them: do not chain what a loss would spoil. */
  get lossy(): boolean {
    return this.#parts.timeouts.lossy;
  }

  /** See `Recovery.start`. */
  start(signal?: AbortSignal): Promise<void> {
    return this.#parts.recovery.start(signal);
  }

  /** See `Recovery.hold`. */
  hold(): void {
    this.#parts.recovery.hold();
  }

  /** See `Recovery.release`. */
  release(): void {
    this.#parts.recovery.release();
  }

  /** See `Recovery.restart`. */
  restart(limitMs: number): Promise<void> {
    return this.#parts.recovery.restart(limitMs);
  }

  /** See `Recovery.resync`. Cancelling ends the wait only: a link that is half synchronized is of no use. */
  async resync(signal?: AbortSignal): Promise<void> {
    if (this.phase === 'closed') throw notConnected();
    await raceAbort(this.#endOnFailure(this.#parts.recovery.resync()), signal);
  }

  /** Changes the settings; what is negotiated changes with the next synchronization. */
  configure(settings: Partial<LinkSettings>): void {
    this.#parts.state.configure(settings);
  }

  /** While a script runs the device may answer late. */
  expectLateAnswers(late: boolean): void {
    this.#parts.state.expectLateAnswers(late);
  }

  /** The session is set up: ordinary requests go out. */
  resume(): void {
    this.#parts.state.admitAllRequests();
    this.#advance();
  }

  /** One request. A refusal by the device is an answer, not an error. */
  async request(request: LinkRequest, options: RequestOptions = {}): Promise<Answer> {
    return (await this.#submit([request], options))[0]!;
  }

  /**
   * Several requests in one write; all but the last need a foreseeable number of answer packets. After a fault the whole
   * batch rejects with `out-of-sync`: the caller begins again.
   */
  batch(requests: readonly LinkRequest[], options: RequestOptions = {}): Promise<Answer[]> {
    return this.#submit(requests, options);
  }

  /** Sends a request that gets no answer (SYS_RESET, SYS_BOOT). Resolves when the transport has accepted it. */
  async post(request: LinkRequest): Promise<void> {
    if (this.phase === 'closed') throw notConnected();
    const { expectedSeq: seq, crc } = this.#parts.state;
    const header = { seq, channel: request.channel, flags: 0, opcode: request.opcode };
    await this.#parts.writer.send(header, request.payload ?? noBytes, crc);
  }

  /** Ends the link because of `error`; everything that waits rejects with it. */
  fail(error: Error): void {
    if (this.phase === 'closed') return;
    this.#close(error);
    this.#lost.emit(error);
  }

  dispose(): void {
    this.#close(notConnected());
    this.#parts.store.dispose();
    this.#events.dispose();
    this.#lost.dispose();
  }

  // ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────

  #submit(requests: readonly LinkRequest[], options: RequestOptions): Promise<Answer[]> {
    if (this.phase === 'closed') return Promise.reject(notConnected());
    const batch = new Batch(requests, options, this.#clock.now() + (options.limitMs ?? requestLimitMs));
    if (!batch.settled) {
      if (batch.priority === Priority.control) this.#act(this.#parts.exchange.expedite());
      this.#parts.queue.add(batch);
      this.#advance();
    }
    return batch.answers;
  }

  /** Sends the next batch if the wire is free. */
  #advance(): void {
    if (!this.#isIdle) return;
    const batch = this.#parts.queue.next();
    if (batch !== undefined) this.#act(this.#parts.exchange.begin(batch));
  }

  #act(outcome: Outcome): void {
    if (outcome === 'ignored') return;
    if (outcome === 'waiting') this.#replyTimer.set(this.#parts.exchange.waitMs);
    else if (outcome === 'done') this.#finish(this.#parts.exchange.withdraw()!);
    else void this.#endOnFailure(this.#parts.recovery.handleFault(outcome)).catch(ignoreExpected);
  }

  #finish(batch: Batch): void {
    this.#replyTimer.stop();
    if (batch.options.barrier === true) this.#parts.queue.raiseBarrier(() => this.#advance());
    if (!batch.settled) batch.resolve();
    // Lets the caller that received this answer send its next request before older requests of the same priority.
    queueMicrotask(() => this.#advance());
  }

  // ── Receiving ──────────────────────────────────────────────────────────────────────────────────────────────────

  #onData(chunk: Uint8Array): void {
    if (this.phase !== 'closed') this.#parts.receiver.push(chunk);
  }

  #onPacket(packet: ParsedPacket): void {
    // A port that echoes sends back requests, and those carry no flag.
    if (packet.flags !== 0) this.#parts.state.noteHeard();
    if ((packet.flags & Flag.event) !== 0) this.#onEventPacket(packet);
    else if (this.phase === 'up') {
      if (this.#parts.reorder === undefined) this.#act(this.#parts.exchange.onPacket(packet));
      else this.#parts.reorder.push(packet);
    } else if (this.phase !== 'closed') this.#onHandshakePacket(packet);
  }

  #onOrderedPacket(packet: ParsedPacket): void {
    if (this.phase === 'up') this.#act(this.#parts.exchange.onPacket(packet));
    else this.#parts.state.adopt(packet);
  }

  /** While no ordinary requests may go out. */
  #onHandshakePacket(packet: ParsedPacket): void {
    this.#parts.reorder?.notePassed(packet.seq);
    if ((packet.flags & Flag.ackReq) !== 0) this.#parts.writer.acknowledge(packet);
    this.#parts.state.adopt(packet);
    this.#parts.handshake.onPacket(packet);
  }

  #onEventPacket(packet: ParsedPacket): void {
    if ((packet.flags & Flag.ackReq) !== 0) this.#parts.writer.acknowledge(packet);
    const code = decodeEvent(packet.bytes.subarray(packet.payloadStart, packet.payloadStart + packet.payloadLength));
    const wasIdle = this.#isIdle;
    // Events carry the device's number: while no request is open, another number means that the device was reset.
    const wrong = packet.seq !== this.#parts.state.expectedSeq && this.#transport.kind === 'stream';
    this.#events.emit({ channel: packet.channel, code });
    if (packet.channel === ChannelId.stdin) {
      this.#parts.queue.liftBarrier();
      this.#advance();
    }
    if (wasIdle && wrong && this.#parts.state.eventNumbersCount && this.phase === 'up') {
      this.#act({ reason: 'event-number', execution: 'unknown' });
    }
  }

  get #isIdle(): boolean {
    return this.phase === 'up' && this.#parts.exchange.batch === undefined;
  }

  // ── Phases ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Packets that were held back, and the wait for an answer, belong to the phase before. */
  #onPhase(phase: LinkPhase): void {
    this.#parts.reorder?.clear();
    this.#replyTimer.stop();
    if (phase === 'up') this.#advance();
  }

  /** A recovery that fails ends the link, and rejects. */
  async #endOnFailure(recovery: Promise<void>): Promise<void> {
    try {
      await recovery;
    } catch (error) {
      this.fail(error as Error);
      throw error;
    }
  }

  #onClose(error: Error | undefined): void {
    this.fail(
      error === undefined ? new TransportError('port-closed', 'The port was closed.') : asTransportError(error),
    );
  }

  #close(error: Error): void {
    this.#parts.recovery.close(error);
    this.#parts.receiver.reset();
  }
}

function notConnected(): CameraError {
  return new CameraError('not-connected', 'The camera is not connected.');
}
