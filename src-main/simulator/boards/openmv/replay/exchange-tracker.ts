// From the bytes of a recorded session to what was asked and what was answered. Numbers, repetitions and losses of that
// day end here. Over it: session-reader.ts.

import { Flag, Opcode, Status } from '../../../../../src-shared/openmv/constants.ts';
import { PacketParser, type ParsedPacket } from '../../../../../src-shared/openmv/packet-parser.ts';
import {
  decodeCapabilities,
  decodeEvent,
  decodeStatus,
  type Capabilities,
} from '../../../../../src-shared/openmv/payloads.ts';

/** A run of bytes of an answer; `at` counts from the start of what was asked for. */
export interface AnswerPart {
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface Exchange {
  readonly opcode: number;
  readonly channel: number;
  /** Of the request. */
  readonly payload: Uint8Array;
  /** `Status`; what a refusal said. */
  readonly status: number;
  /** In order. Gaps are fragments that got lost. */
  readonly parts: readonly AnswerPart[];
}

export interface ExchangeListener {
  onExchange(exchange: Exchange): void;
  onEvent(channel: number, code: number): void;
}

interface Request {
  readonly seq: number;
  readonly opcode: number;
  readonly channel: number;
  readonly payload: Uint8Array;
}

interface Answer {
  readonly request: Request;
  readonly pieces: { readonly index: number; readonly bytes: Uint8Array }[];
  lastSeq: number;
  lastIndex: number;
}

/** Requests that never got an answer are forgotten beyond this many. */
const maxOpenRequests = 64;

export class ExchangeTracker {
  readonly #listener: ExchangeListener;
  readonly #fromCamera = new PacketParser((packet) => this.#onCameraPacket(packet));
  readonly #toCamera = new PacketParser((packet) => this.#onHostPacket(packet));
  #open: Request[] = [];
  #answer: Answer | undefined;
  #maxPayload = 0;

  constructor(listener: ExchangeListener) {
    this.#listener = listener;
  }

  fromCamera(bytes: Uint8Array): void {
    this.#fromCamera.push(bytes);
  }

  toCamera(bytes: Uint8Array): void {
    this.#toCamera.push(bytes);
  }

  /** Another connection begins, or the log ends. */
  reset(): void {
    this.#finish();
    this.#open = [];
    this.#fromCamera.reset();
    this.#toCamera.reset();
    this.#useChecksums(true);
  }

  #useChecksums(enabled: boolean): void {
    this.#fromCamera.crcEnabled = enabled;
    this.#toCamera.crcEnabled = enabled;
  }

  #onHostPacket(packet: ParsedPacket): void {
    const { seq, opcode, channel, flags } = packet;
    if ((flags & (Flag.ack | Flag.nak | Flag.event)) !== 0) return;
    if (opcode === Opcode.protoSync) this.#useChecksums(true);
    // A repetition takes the place of its first sending.
    this.#open = this.#open.filter((each) => each.seq !== seq || each.opcode !== opcode || each.channel !== channel);
    if (this.#open.length >= maxOpenRequests) this.#open.shift();
    this.#open.push({ seq, opcode, channel, payload: payloadOf(packet) });
  }

  #onCameraPacket(packet: ParsedPacket): void {
    if ((packet.flags & Flag.event) !== 0) {
      this.#listener.onEvent(packet.channel, decodeEvent(payloadOf(packet)));
      return;
    }
    const answer = this.#answerOf(packet);
    if (answer === undefined) return;
    const step = (packet.seq - answer.lastSeq) & 0xff;
    if (step === 0 && answer.pieces.length > 0) return;
    answer.lastIndex += step;
    answer.lastSeq = packet.seq;
    const refused = (packet.flags & Flag.nak) !== 0;
    if (!refused) answer.pieces.push({ index: answer.lastIndex, bytes: payloadOf(packet) });
    if ((packet.flags & Flag.fragment) !== 0 && !refused) return;
    this.#finish(refused ? statusOf(packet) : Status.success);
  }

  /** The answer that this packet begins or continues. */
  #answerOf({ opcode, channel, seq }: ParsedPacket): Answer | undefined {
    const current = this.#answer;
    if (current !== undefined && current.request.opcode === opcode && current.request.channel === channel) {
      return current;
    }
    this.#finish();
    const matches = (each: Request): boolean => each.opcode === opcode && each.channel === channel;
    let index = this.#open.findIndex((each) => matches(each) && each.seq === seq);
    if (index < 0) index = this.#open.findIndex(matches);
    if (index < 0) return undefined;
    const request = this.#open[index]!;
    // The camera answers in order: what is older got no answer.
    this.#open.splice(0, index + 1);
    return (this.#answer = { request, pieces: [], lastSeq: request.seq, lastIndex: 0 });
  }

  #finish(status: number = Status.success): void {
    const answer = this.#answer;
    if (answer === undefined) return;
    this.#answer = undefined;
    const { opcode, channel, payload } = answer.request;
    if (opcode === Opcode.protoSetCaps && status === Status.success) this.#agree(decodeCapabilities(payload));
    this.#listener.onExchange({ opcode, channel, payload, status, parts: this.#partsOf(answer) });
  }

  #agree({ crc, maxPayload }: Capabilities): void {
    this.#useChecksums(crc);
    this.#maxPayload = maxPayload;
  }

  /** All fragments but the last are of one size. */
  #partsOf({ pieces }: Answer): AnswerPart[] {
    const missing = pieces.some((piece, order) => piece.index !== order);
    if (!missing) {
      let at = 0;
      return pieces.map(({ bytes }) => {
        at += bytes.length;
        return { at: at - bytes.length, bytes };
      });
    }
    const size = Math.max(this.#maxPayload, ...pieces.map(({ bytes }) => bytes.length));
    return pieces.map(({ index, bytes }) => ({ at: index * size, bytes }));
  }
}

function payloadOf({ bytes, payloadStart, payloadLength }: ParsedPacket): Uint8Array {
  // Not `slice`: on a Buffer of Node it makes a view.
  return new Uint8Array(bytes.subarray(payloadStart, payloadStart + payloadLength));
}

function statusOf(packet: ParsedPacket): number {
  return packet.payloadLength < 2 ? Status.failed : decodeStatus(payloadOf(packet));
}
