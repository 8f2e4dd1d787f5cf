// The batch of requests that is on the wire: its numbers, its answers, and how long to wait for them. Below: packets and
// the packet writer. Above: link.ts, which gives it one batch at a time and acts on each outcome. It has no timers and
// calls nothing above it. The rules are those of docs/protocol-v2.md §19.3.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { Flag, Status } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { decodeStatus } from '../../../../src-shared/openmv/payloads.ts';
import type { Batch } from '../requests/batch.ts';
import { isFragment, type PendingRequest } from '../requests/link-request.ts';
import type { LinkCounters } from './link-counters.ts';
import type { Execution, FaultReport, LinkFault } from './link-fault.ts';
import { ackUrgentMs, fragmentUrgentMs } from './link-settings.ts';
import type { LinkState } from './link-state.ts';
import type { PacketWriter } from './packet-writer.ts';
import type { Receiver } from './receiver.ts';
import type { ReplyTimeouts } from './reply-timeouts.ts';

/** The meaning of a packet, or of its absence, for the batch. */
export type Outcome =
  /** Nothing changes. */
  | 'ignored'
  /** The next packet is due within `waitMs`. */
  | 'waiting'
  /** The last answer is complete: the batch can be withdrawn. */
  | 'done'
  /** The answer does not fit the request. */
  | FaultReport;

export interface ExchangeParts {
  readonly clock: Clock;
  readonly counters: LinkCounters;
  readonly state: LinkState;
  readonly writer: PacketWriter;
  readonly receiver: Receiver;
  readonly timeouts: ReplyTimeouts;
}

export class Exchange {
  readonly #parts: ExchangeParts;
  #batch: Batch | undefined;
  #urgent = false;
  #waitMs = 0;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  get batch(): Batch | undefined {
    return this.#batch;
  }

  /** Milliseconds until the next packet is late, after the outcome `waiting`. */
  get waitMs(): number {
    return this.#waitMs;
  }

  begin(batch: Batch): Outcome {
    const { state } = this.#parts;
    this.#batch = batch;
    this.#urgent = batch.options.barrier === true;
    batch.encode(state.expectedSeq, state.maxPayload, state.crc);
    return this.#transmit(batch);
  }

  /** Takes the batch off the wire. */
  withdraw(): Batch | undefined {
    const batch = this.#batch;
    this.#batch = undefined;
    this.#urgent = false;
    return batch;
  }

  /** An urgent request waits: an answer that does not continue is given up sooner. */
  expedite(): Outcome {
    const batch = this.#batch;
    this.#urgent = batch !== undefined;
    if (batch === undefined) return 'ignored';
    return this.#parts.state.acknowledges || batch.current?.hasData === true ? this.#wait(batch) : 'ignored';
  }

  /** Every packet that is not an event, while the link is up. */
  onPacket(packet: ParsedPacket): Outcome {
    const { writer, counters, timeouts, state } = this.#parts;
    const distance = (packet.seq - state.expectedSeq) & 0xff;
    if ((packet.flags & Flag.ackReq) !== 0) {
      // Without an acknowledgement the device stands still; whatever it sent, it may continue.
      writer.acknowledge(packet);
      if (!state.acknowledges) return fault('capabilities-lost');
    }
    if ((packet.flags & Flag.rtx) !== 0 && distance !== 0) return 'ignored';
    // Without checksums the device does not mark what it sends again, which is its last packet (§8.2).
    if (!state.crc && (packet.flags & Flag.ackReq) !== 0 && distance === 0xff) return 'ignored';
    const batch = this.#batch;
    const current = batch?.current;
    if (batch === undefined || current === undefined) {
      // Mostly refusals of packets that we sent twice.
      state.adopt(packet);
      state.confirm();
      return 'ignored';
    }
    const status = statusOf(packet);
    if (status === Status.sequence) return this.#onSequenceNak(packet, batch, current);
    if (distance !== 0) {
      counters.sequenceErrors++;
      timeouts.noteLoss();
      if (status !== undefined || !this.#bridge(packet, distance, current)) {
        state.adopt(packet);
        return fault('number');
      }
    }
    state.adopt(packet);
    if (!current.matches(packet)) return fault('mismatch');
    state.confirm();
    batch.progressMs = this.#parts.receiver.lastPacketMs;
    if (status === Status.checksum) return fault('request-damaged', 'not-executed');
    if (status === Status.overflow) return fault('capabilities-lost', 'not-executed');
    return status === undefined ? this.#addData(packet, batch, current) : this.#finish(batch, current, status);
  }

  /** No packet arrived within `waitMs`. */
  onSilence(): Outcome {
    const { receiver, counters, timeouts, clock, state } = this.#parts;
    const batch = this.#batch;
    const current = batch?.current;
    if (batch === undefined || current === undefined) return 'ignored';
    // A packet on a slow line; or one that was cut off, and the answer lies in the bytes that were mistaken for its payload.
    const unfinishedForMs = receiver.unfinishedForMs;
    if (unfinishedForMs > 0) return this.#waitFor(unfinishedForMs);
    if (receiver.rescue()) return this.#batch === batch ? this.#wait(batch) : 'ignored';
    counters.timeouts++;
    if (current.hasData) {
      timeouts.noteLoss();
      return this.#endBroken(batch, current);
    }
    if (clock.now() - batch.progressMs >= this.#silenceLimitMs) return fault('silent');
    // An identical packet is executed at most once only while the device checks numbers.
    const mayRepeat = state.capabilities?.seq === true || batch.repeatable;
    return mayRepeat ? this.#transmit(batch) : this.#waitFor(this.#silenceLimitMs / 4);
  }

  #addData(packet: ParsedPacket, batch: Batch, current: PendingRequest): Outcome {
    if (!current.addData(packet)) return fault('mismatch');
    return isFragment(packet) ? this.#wait(batch) : this.#finish(batch, current, Status.success);
  }

  /** Accepts a gap inside an answer whose pieces have known places; the reader fetches the rest again. */
  #bridge(packet: ParsedPacket, distance: number, current: PendingRequest): boolean {
    const { state } = this.#parts;
    if (state.acknowledges || distance > 127 || !current.matches(packet)) return false;
    return current.skipLost(distance, state.maxPayload);
  }

  #onSequenceNak(packet: ParsedPacket, batch: Batch, current: PendingRequest): Outcome {
    const { state, counters, timeouts, receiver } = this.#parts;
    state.adopt(packet);
    if (current.willBeRefused && current.matches(packet)) {
      batch.progressMs = receiver.lastPacketMs;
      return this.#finish(batch, current, Status.sequence);
    }
    counters.sequenceErrors++;
    timeouts.noteLoss();
    // A copy made on the way is refused too, right after the execution of the original, and so is an old one where
    // packets overtake each other; not so while the device was still at this number.
    const ahead = (packet.seq - current.seq) & 0xff;
    const answerPackets = current.request.read === undefined ? 1 : 0x7f;
    const mayBeACopy = ahead !== 0 && (timeouts.datagrams || ahead <= answerPackets);
    const refused = !mayBeACopy && current.matches(packet) && batch.transmissions === 1 && !current.hasData;
    return fault('refused-number', refused ? 'not-executed' : 'unknown');
  }

  #finish(batch: Batch, done: PendingRequest, status: number): Outcome {
    done.finish(status);
    if (batch.index === 0 && batch.transmissions === 1) {
      this.#parts.timeouts.noteRoundTrip(this.#parts.clock.now() - batch.firstSentMs);
    }
    const next = batch.pending[++batch.index];
    if (next === undefined) return 'done';
    // An early end of a read leaves the numbers of the requests behind it too high.
    if (done.willBeRefused || next.seq !== this.#parts.state.expectedSeq) next.willBeRefused = true;
    return this.#wait(batch);
  }

  /** A device that waits for an acknowledgement does nothing else; SYNC ends its wait. */
  get #silenceLimitMs(): number {
    const { state } = this.#parts;
    const usualMs = state.silenceLimitMs;
    return this.#urgent && state.acknowledges ? Math.min(usualMs, 2 * ackUrgentMs) : usualMs;
  }

  /** The data received so far is useful; the numbers have to be learned again in any case. */
  #endBroken(batch: Batch, current: PendingRequest): Outcome {
    if (batch.index === batch.pending.length - 1) {
      current.finishIncomplete();
      this.withdraw();
      if (!batch.settled) batch.resolve();
    }
    // A device that waits for an acknowledgement accepts nothing but SYNC.
    return fault(this.#parts.state.acknowledges ? 'silent' : 'answer-broken');
  }

  #transmit(batch: Batch): Outcome {
    this.#parts.writer.sendBatch(batch);
    return this.#wait(batch);
  }

  #wait(batch: Batch): Outcome {
    const { state, timeouts } = this.#parts;
    const usualMs = timeouts.forBatch(batch, state.acknowledges);
    const urgent = this.#urgent && (state.acknowledges || batch.current?.hasData === true);
    const urgentMs = state.acknowledges ? ackUrgentMs : fragmentUrgentMs;
    return this.#waitFor(urgent ? Math.min(usualMs, urgentMs) : usualMs);
  }

  #waitFor(waitMs: number): Outcome {
    this.#waitMs = waitMs;
    return 'waiting';
  }
}

function fault(reason: LinkFault, execution: Execution = 'unknown'): FaultReport {
  return { reason, execution };
}

/** The status that an ACK or NAK packet carries; undefined for data. */
function statusOf(packet: ParsedPacket): number | undefined {
  if ((packet.flags & Flag.nak) !== 0) {
    if (packet.payloadLength < 2) return Status.unknown;
    return decodeStatus(packet.bytes.subarray(packet.payloadStart, packet.payloadStart + 2));
  }
  return (packet.flags & Flag.ack) === 0 ? undefined : Status.success;
}
