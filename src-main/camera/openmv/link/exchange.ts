// The batch of requests that is on the wire: its numbers, its answers, and the wait for them. Under it: packets. Over
// it: link.ts, which gives it one batch at a time and hears that it is done or that something does not fit.
// The rules are those of docs/protocol-v2.md §19.3.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { Flag, Status } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { decodeStatus, type Capabilities } from '../../../../src-shared/openmv/payloads.ts';
import type { LinkCounters } from './link-counters.ts';
import { isFragment, type PendingRequest } from '../requests/link-request.ts';
import { ackUrgentMs, fragmentUrgentMs } from './link-settings.ts';
import type { PacketWriter } from './packet-writer.ts';
import type { ReplyTimeouts } from './reply-timeouts.ts';
import type { Receiver } from './receiver.ts';
import type { Batch } from '../requests/batch.ts';
import { Watchdog } from '../../kit/watchdog.ts';

/** Why an answer does not fit what was asked. */
export type LinkFault =
  /** No answer for as long as the camera may take. */
  | 'silent'
  /** It began, and did not go on. */
  | 'answer-broken'
  /** A number is missing, or comes again. */
  | 'number'
  /** The device expects another number. */
  | 'refused-number'
  /** The answer to something else, or more than was asked for. */
  | 'mismatch'
  /** The device received a request damaged. */
  | 'request-damaged'
  /** The device works by other capabilities than were agreed. */
  | 'capabilities-lost'
  /** An event carries a number that cannot be. */
  | 'event-number';

/** Whether the device executed the request that was disturbed. */
export type Execution = 'not-executed' | 'unknown';

export interface ExchangeParts {
  readonly clock: Clock;
  readonly counters: LinkCounters;
  readonly writer: PacketWriter;
  readonly receiver: Receiver;
  readonly timeouts: ReplyTimeouts;
  readonly capabilities: () => Capabilities | undefined;
  /** How long the device may keep silent now, in milliseconds. */
  readonly silenceLimitMs: () => number;
  readonly onDone: (batch: Batch) => void;
  readonly onFault: (reason: LinkFault, execution: Execution) => void;
}

export class Exchange implements Disposable {
  /** The number the device is believed to expect. */
  expectedSeq = 0;
  /** The number up to which every packet came in order. */
  confirmedSeq = 0;
  readonly #parts: ExchangeParts;
  readonly #silence: Watchdog;
  #batch: Batch | undefined;
  #urgent = false;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    this.#silence = new Watchdog(parts.clock, () => this.#onSilence());
  }

  get batch(): Batch | undefined {
    return this.#batch;
  }

  begin(batch: Batch): void {
    this.#batch = batch;
    this.#urgent = batch.options.barrier === true;
    batch.encode(this.expectedSeq, this.#maxPayload, this.#parts.writer.crcEnabled);
    this.#transmit(batch);
  }

  /** Takes the batch off the wire. */
  withdraw(): Batch | undefined {
    const batch = this.#batch;
    this.#batch = undefined;
    this.#urgent = false;
    this.#silence.stop();
    return batch;
  }

  /** Something urgent waits: an answer that does not go on is given up sooner. */
  expedite(): void {
    const batch = this.#batch;
    this.#urgent = batch !== undefined;
    if (batch !== undefined && (this.#acknowledges || batch.current?.hasData === true)) this.#wait(batch);
  }

  /** The device's number after this packet, whatever it was. */
  adopt(packet: ParsedPacket): void {
    this.expectedSeq = (packet.seq + 1) & 0xff;
  }

  dispose(): void {
    this.#silence.dispose();
  }

  /** Every packet that is not an event, while requests may go out. */
  onPacket(packet: ParsedPacket): void {
    const { writer, counters, timeouts } = this.#parts;
    const distance = (packet.seq - this.expectedSeq) & 0xff;
    if ((packet.flags & Flag.ackReq) !== 0) {
      // Without an acknowledgement the device stands still; whatever it sent, it may go on.
      writer.acknowledge(packet);
      if (!this.#acknowledges) return this.#fault('capabilities-lost');
    }
    if ((packet.flags & Flag.rtx) !== 0 && distance !== 0) return;
    // Without checksums the device does not mark what it sends again, which is its last packet (§8.2).
    if (!writer.crcEnabled && (packet.flags & Flag.ackReq) !== 0 && distance === 0xff) return;
    const batch = this.#batch;
    const current = batch?.current;
    if (batch === undefined || current === undefined) {
      // Refusals of our own repetitions, mostly.
      this.adopt(packet);
      this.confirmedSeq = this.expectedSeq;
      return;
    }
    const status = statusOf(packet);
    if (status === Status.sequence) return this.#onSequenceNak(packet, batch, current);
    if (distance !== 0) {
      counters.sequenceErrors++;
      timeouts.noteLoss();
      if (status !== undefined || !this.#bridge(packet, distance, current)) {
        this.adopt(packet);
        return this.#fault('number');
      }
    }
    this.adopt(packet);
    if (!current.matches(packet)) return this.#fault('mismatch');
    this.confirmedSeq = this.expectedSeq;
    batch.progressMs = this.#parts.receiver.lastPacketMs;
    if (status === Status.checksum) return this.#fault('request-damaged', 'not-executed');
    if (status === Status.overflow) return this.#fault('capabilities-lost', 'not-executed');
    if (status !== undefined) this.#finish(batch, current, status);
    else this.#addData(packet, batch, current);
  }

  #addData(packet: ParsedPacket, batch: Batch, current: PendingRequest): void {
    if (!current.addData(packet)) this.#fault('mismatch');
    else if (isFragment(packet)) this.#wait(batch);
    else this.#finish(batch, current, Status.success);
  }

  /** Accepts a gap inside an answer whose pieces have known places; the reader fetches the rest again. */
  #bridge(packet: ParsedPacket, distance: number, current: PendingRequest): boolean {
    if (this.#acknowledges || distance > 127 || !current.matches(packet)) return false;
    return current.skipLost(distance, this.#maxPayload);
  }

  #onSequenceNak(packet: ParsedPacket, batch: Batch, current: PendingRequest): void {
    this.adopt(packet);
    if (current.willBeRefused && current.matches(packet)) {
      batch.progressMs = this.#parts.receiver.lastPacketMs;
      this.#finish(batch, current, Status.sequence);
      return;
    }
    this.#parts.counters.sequenceErrors++;
    this.#parts.timeouts.noteLoss();
    // A copy made on the way is refused too, right behind the execution of the original, and so is an old one where
    // packets overtake each other; not so while the device was still at this number.
    const ahead = (packet.seq - current.seq) & 0xff;
    const answerPackets = current.request.read === undefined ? 1 : 0x7f;
    const mayBeACopy = ahead !== 0 && (this.#parts.timeouts.datagrams || ahead <= answerPackets);
    const refused = !mayBeACopy && current.matches(packet) && batch.transmissions === 1 && !current.hasData;
    this.#fault('refused-number', refused ? 'not-executed' : 'unknown');
  }

  #finish(batch: Batch, done: PendingRequest, status: number): void {
    done.finish(status);
    if (batch.index === 0 && batch.transmissions === 1) {
      this.#parts.timeouts.noteRoundTrip(this.#parts.clock.now() - batch.firstSentMs);
    }
    const next = batch.pending[++batch.index];
    if (next === undefined) {
      this.withdraw();
      this.#parts.onDone(batch);
      return;
    }
    // An early end of a read leaves the numbers of what is behind it too high.
    if (done.willBeRefused || next.seq !== this.expectedSeq) next.willBeRefused = true;
    this.#wait(batch);
  }

  #onSilence(): void {
    const { receiver, counters, timeouts, clock } = this.#parts;
    const batch = this.#batch;
    const current = batch?.current;
    if (batch === undefined || current === undefined) return;
    // A packet on a slow line; or one that was cut off, and the answer lies in what was taken for its payload.
    const unfinishedForMs = receiver.unfinishedForMs;
    if (unfinishedForMs > 0) return this.#silence.set(unfinishedForMs);
    if (receiver.rescue()) {
      if (this.#batch === batch) this.#wait(batch);
      return;
    }
    counters.timeouts++;
    if (current.hasData) {
      timeouts.noteLoss();
      this.#endBroken(batch, current);
    } else if (clock.now() - batch.progressMs >= this.#silenceLimitMs) this.#fault('silent');
    else if (this.#mayRepeat(batch)) this.#transmit(batch);
    else this.#silence.set(this.#silenceLimitMs / 4);
  }

  /** A device that waits for an acknowledgement does nothing else; SYNC ends its wait. */
  get #silenceLimitMs(): number {
    const usualMs = this.#parts.silenceLimitMs();
    return this.#urgent && this.#acknowledges ? Math.min(usualMs, 2 * ackUrgentMs) : usualMs;
  }

  /** What came of the last answer is of use; the numbers have to be learned again in any case. */
  #endBroken(batch: Batch, current: PendingRequest): void {
    if (batch.index === batch.pending.length - 1) {
      current.finishIncomplete();
      this.withdraw();
      if (!batch.settled) batch.resolve();
    }
    // A device that waits for an acknowledgement hears nothing but SYNC.
    this.#fault(this.#acknowledges ? 'silent' : 'answer-broken');
  }

  /** An identical packet is executed once at most only while the device checks numbers. */
  #mayRepeat(batch: Batch): boolean {
    return this.#parts.capabilities()?.seq === true || batch.repeatable;
  }

  #transmit(batch: Batch): void {
    this.#parts.writer.sendBatch(batch);
    this.#wait(batch);
  }

  #wait(batch: Batch): void {
    const usualMs = this.#parts.timeouts.forBatch(batch, this.#acknowledges);
    const urgent = this.#urgent && (this.#acknowledges || batch.current?.hasData === true);
    const urgentMs = this.#acknowledges ? ackUrgentMs : fragmentUrgentMs;
    this.#silence.set(urgent ? Math.min(usualMs, urgentMs) : usualMs);
  }

  #fault(reason: LinkFault, execution: Execution = 'unknown'): void {
    this.#parts.onFault(reason, execution);
  }

  get #acknowledges(): boolean {
    return this.#parts.capabilities()?.ack === true;
  }

  get #maxPayload(): number {
    return this.#parts.capabilities()?.maxPayload ?? 0;
  }
}

/** What an ACK or NAK packet says; undefined for data. */
function statusOf(packet: ParsedPacket): number | undefined {
  if ((packet.flags & Flag.nak) !== 0) {
    if (packet.payloadLength < 2) return Status.unknown;
    return decodeStatus(packet.bytes.subarray(packet.payloadStart, packet.payloadStart + 2));
  }
  return (packet.flags & Flag.ack) === 0 ? undefined : Status.success;
}
