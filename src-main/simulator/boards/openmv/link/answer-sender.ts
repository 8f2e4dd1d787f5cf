// The camera's packets on their way out: an answer at once, fragment by fragment with acknowledgements, or piece by
// piece as a script gives it (docs/protocol-v2.md §6, §8, §10). Every packet except events takes a number.
// Below: packet-writer.ts, ack-wait.ts. Above: device-link.ts, which decides what is sent when.

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { Flag, readChunkSize, Status } from '../../../../../src-shared/openmv/constants.ts';
import { encodePacket, type PacketHeader } from '../../../../../src-shared/openmv/packet.ts';
import { encodeStatus, type DeviceStats } from '../../../../../src-shared/openmv/payloads.ts';
import { AckWait, type AckOutcome, type RetransmissionPlan } from './ack-wait.ts';
import type { Answer, PieceReader } from './request-answer.ts';
import type { ReceiveRules } from './packet-receiver.ts';
import { joinParts, type PacketWriter } from './packet-writer.ts';

/** What was agreed on, and the number that is due: of both directions. */
export type SessionRules = { -readonly [Key in keyof ReceiveRules]: ReceiveRules[Key] } & { ackEnabled: boolean };

export interface AnswerTarget {
  readonly channel: number;
  readonly opcode: number;
}

type ResponseHeader = { seq: number; channel: number; flags: number; opcode: number };

export interface AnswerSenderParts {
  readonly clock: Clock;
  readonly writer: PacketWriter;
  readonly rules: SessionRules;
  readonly stats: { -readonly [Key in keyof DeviceStats]: DeviceStats[Key] };
  readonly retransmission: RetransmissionPlan;
  /** Something was written or settled outside of the link's own loop, or in it. */
  readonly onProgress: () => void;
  /** Every retransmission went unanswered. */
  readonly onGivenUp: () => void;
}

export class AnswerSender {
  readonly #parts: AnswerSenderParts;
  #wait: AckWait | undefined;
  /** The answer in progress; the rest of an answer that was replaced by undefined is not sent. */
  #work: object | undefined;
  #workIsPieces = false;

  constructor(parts: AnswerSenderParts) {
    this.#parts = parts;
  }

  /** The packet that awaits its acknowledgement. */
  get wait(): AckWait | undefined {
    return this.#wait;
  }

  get isBusy(): boolean {
    return this.#work !== undefined;
  }

  /** A piecewise answer stands still for an acknowledgement. */
  get waitsWithPieces(): boolean {
    return this.#workIsPieces && this.#wait !== undefined;
  }

  /** Cancels the rest of the answer in progress. */
  drop(): void {
    this.#work = undefined;
  }

  /** Sends an answer, or what it becomes. */
  send(target: AnswerTarget, answer: Answer | Promise<Answer>): void {
    if (!(answer instanceof Promise) && this.#answersAtOnce(answer)) {
      this.sendAtOnce(target, answer);
      return;
    }
    const work = {};
    this.#work = work;
    this.#workIsPieces = false;
    const finish = (): void => {
      if (this.#work === work) this.#work = undefined;
      this.#parts.onProgress();
    };
    this.#answerLater(work, target, answer).then(finish, finish);
  }

  #answersAtOnce(answer: Answer): boolean {
    return answer.kind !== 'pieces' && (answer.kind !== 'data' || !this.#parts.rules.ackEnabled);
  }

  async #answerLater(work: object, target: AnswerTarget, pending: Answer | Promise<Answer>): Promise<void> {
    const answer = pending instanceof Promise ? await pending : pending;
    if (this.#work !== work) return;
    if (this.#answersAtOnce(answer)) this.sendAtOnce(target, answer);
    else if (answer.kind === 'data') await this.#sendAcknowledged(work, target, answer.parts);
    else if (answer.kind === 'pieces') await this.#sendPieces(work, target, answer.length, answer.read);
  }

  sendAtOnce({ channel, opcode }: AnswerTarget, answer: Answer): void {
    const { writer, rules } = this.#parts;
    const { maxPayload, crcEnabled } = rules;
    const header = { seq: rules.seq, channel, flags: 0, opcode };
    switch (answer.kind) {
      case 'ack':
        this.sendSingle({ ...header, flags: Flag.ack }, undefined);
        answer.afterwards?.();
        break;
      case 'nak':
        this.sendSingle({ ...header, flags: Flag.nak }, encodeStatus(answer.status));
        break;
      case 'data':
        this.#advance(
          writer.addResponse(header, answer.parts, { maxPayload, fragmentFlag: Flag.fragment, crcEnabled }),
        );
        break;
      case 'silence':
        answer.afterwards();
        break;
      case 'pieces':
        break;
    }
  }

  async #sendAcknowledged(work: object, target: AnswerTarget, parts: readonly Uint8Array[]): Promise<void> {
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    let from = 0;
    do {
      const length = Math.min(this.#parts.rules.maxPayload, total - from);
      const isLast = from + length === total;
      const outcome = await this.sendAndWait(
        { ...target, seq: this.#parts.rules.seq, flags: isLast ? 0 : Flag.fragment },
        joinParts(parts, from, length),
      );
      if (outcome !== 'acked' || this.#work !== work) return;
      from += length;
    } while (from < total);
  }

  async #sendPieces(work: object, target: AnswerTarget, total: number, read: PieceReader): Promise<void> {
    this.#workIsPieces = true;
    // The firmware fixes the size when the read begins: a SYNC in the middle does not change it.
    const pieceSize = Math.min(readChunkSize, this.#parts.rules.maxPayload);
    for (let from = 0; from < total;) {
      const wanted = Math.min(pieceSize, total - from);
      const found = read(from, wanted);
      const piece = found instanceof Promise ? await found : found;
      if (this.#work !== work) return;
      if (piece === undefined || piece.length === 0) {
        this.sendAtOnce(target, { kind: 'nak', status: Status.failed });
        return;
      }
      from += piece.length;
      const header = { ...target, seq: this.#parts.rules.seq, flags: from < total ? Flag.fragment : 0 };
      if (this.#parts.rules.ackEnabled) {
        const outcome = await this.sendAndWait(header, piece);
        if (outcome === 'given-up' || this.#work !== work) return;
      } else this.sendSingle(header, piece);
    }
  }

  /** A packet that wants no acknowledgement. */
  sendSingle(header: PacketHeader, payload: Uint8Array | undefined): void {
    this.#parts.writer.addPacket(header, payload, this.#parts.rules.crcEnabled);
    this.#advance(1);
    this.#parts.onProgress();
  }

  #advance(packets: number): void {
    const { rules, stats } = this.#parts;
    stats.sent += packets;
    rules.seq = (rules.seq + packets) & 0xff;
  }

  /** Sends a data packet or an event, and resolves once it was acknowledged or is lost for good. */
  sendAndWait(header: ResponseHeader, payload: Uint8Array): Promise<AckOutcome> {
    const { clock, writer, rules, stats, retransmission, onProgress, onGivenUp } = this.#parts;
    const { crcEnabled } = rules;
    const isEvent = (header.flags & Flag.event) !== 0;
    const flags = header.flags | Flag.ackReq;
    if (isEvent) stats.sentEvents++;
    else stats.sent++;
    writer.addPacket({ ...header, flags }, payload, crcEnabled);
    return new Promise((resolve) => {
      const wait = new AckWait({
        opcode: header.opcode,
        seq: header.seq,
        clock,
        plan: retransmission,
        retransmit: () => {
          stats.retransmits++;
          // Without checksums the firmware does not mark a copy as one (§8.2).
          writer.add(encodePacket({ ...header, flags: crcEnabled ? flags | Flag.rtx : flags }, payload, crcEnabled));
          onProgress();
        },
        settled: (outcome) => {
          this.#wait = undefined;
          if (outcome === 'acked' && !isEvent) rules.seq = (rules.seq + 1) & 0xff;
          if (outcome === 'given-up') onGivenUp();
          resolve(outcome);
        },
      });
      this.#wait = wait;
      onProgress();
    });
  }
}
