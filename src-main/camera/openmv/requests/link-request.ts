// One request on its way: what was asked, which number it carried, what has come back so far.
// Over it: link.ts, which sends batches of them. Fragments are joined here, straight into the buffer the caller gets.

import { Flag, Opcode, Status } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';

/** Order of the queue: a lower number goes first. Acknowledgements never wait in it. */
export const Priority = { control: 0, stdout: 1, frame: 2, channel: 3, background: 4 } as const;
export type Priority = (typeof Priority)[keyof typeof Priority];
export const priorityCount = 5;

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface ReadPlan {
  /** Bytes asked for. */
  readonly length: number;
  /** Where the bytes go; a new buffer of `length` without it. */
  readonly target?: Uint8Array;
  /**
   * The device cuts the answer into pieces of exactly the payload limit (stream, profile). Only then can the number
   * of its packets be foretold, and the place of a fragment behind a lost one be known.
   */
  readonly fixedPieces: boolean;
  /** No script's code runs between the pieces, though their size is not fixed (stdout). */
  readonly prompt?: boolean;
}

export interface LinkRequest {
  readonly opcode: number;
  readonly channel: number;
  readonly payload?: Uint8Array;
  /** For CHANNEL_READ. */
  readonly read?: ReadPlan;
}

export interface RequestOptions {
  /** Default: channel. */
  readonly priority?: Priority;
  /**
   * `safe`: may be executed twice, so the link repeats it by itself after a disturbance.
   * `never` (default): when it is not known whether the device executed it, it fails with `out-of-sync`.
   */
  readonly repeat?: 'safe' | 'never';
  /** Belongs to the set-up of a session: goes out while ordinary requests still wait for it. */
  readonly session?: boolean;
  /**
   * STOP and EXEC: nothing follows until the device reports on stdin, or a short while has passed (docs/protocol-v2.md
   * §13.4).
   */
  readonly barrier?: boolean;
  /** Longest wait for an answer, queueing and recovery included, in milliseconds. */
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  /** `Status.success`, or the status of the device's NAK. */
  readonly status: number;
  /** Bytes received, including any that preceded a NAK (a short read). Empty for plain success. */
  readonly data: Uint8Array;
  /** Ranges of `data` that were lost; only with `fixedPieces`. */
  readonly missing: readonly ByteRange[];
}

const noBytes = new Uint8Array(0);
/** The buffer grows with the data: the length of a read often comes from the device and may be wrong. */
const firstRoomBytes = 1024 * 1024;
const noRanges: readonly ByteRange[] = [];

/** Whether a repeated execution changes nothing, judged by the opcode alone (§9.3). */
export function isRepeatable(opcode: number): boolean {
  return (
    opcode !== Opcode.channelLock &&
    opcode !== Opcode.channelRead &&
    opcode !== Opcode.channelWrite &&
    opcode !== Opcode.channelIoctl &&
    opcode !== Opcode.sysReset &&
    opcode !== Opcode.sysBoot &&
    opcode < 0x40
  );
}

export class PendingRequest {
  readonly request: LinkRequest;
  /** The number it went out with. */
  seq = 0;
  /** Its number was spent by the failure of the request before it; the device will refuse it (§24.5). */
  willBeRefused = false;
  answer: Answer | undefined;

  #buffer: Uint8Array = noBytes;
  #end = 0;
  #missing: ByteRange[] | undefined;

  constructor(request: LinkRequest) {
    this.request = request;
  }

  /** Packets of a successful answer. */
  answerPackets(maxPayload: number): number {
    const read = this.request.read;
    return read?.fixedPieces === true ? Math.max(1, Math.ceil(read.length / maxPayload)) : 1;
  }

  get hasData(): boolean {
    return this.#end > 0;
  }

  matches(packet: ParsedPacket): boolean {
    return packet.opcode === this.request.opcode && packet.channel === this.request.channel;
  }

  /** False when more comes than was asked for: then the answer belongs to something else. */
  addData(packet: ParsedPacket): boolean {
    const { payloadStart, payloadLength } = packet;
    const end = this.#end + payloadLength;
    if (!this.#makeRoom(end)) return false;
    this.#buffer.set(packet.bytes.subarray(payloadStart, payloadStart + payloadLength), this.#end);
    this.#end = end;
    return true;
  }

  /** Leaves a hole for lost fragments. False when it does not fit, or if their place is unknown. */
  skipLost(packets: number, maxPayload: number): boolean {
    const read = this.request.read;
    if (read?.fixedPieces !== true) return false;
    const end = this.#end + packets * maxPayload;
    if (end >= read.length || !this.#makeRoom(end)) return false;
    this.#miss(end);
    return true;
  }

  /** Ends a read whose last fragments were lost: keeps the bytes received and lists the rest as missing. */
  finishIncomplete(): void {
    const read = this.request.read;
    if (read?.fixedPieces === true && this.#makeRoom(read.length)) this.#miss(read.length);
    this.finish(Status.success);
  }

  finish(status: number): void {
    this.answer = {
      status,
      data: this.#end === this.#buffer.length ? this.#buffer : this.#buffer.subarray(0, this.#end),
      missing: this.#missing ?? noRanges,
    };
  }

  /** Discards the bytes received, for another attempt. */
  restart(): void {
    this.willBeRefused = false;
    this.answer = undefined;
    this.#buffer = noBytes;
    this.#end = 0;
    this.#missing = undefined;
  }

  #miss(end: number): void {
    if (end === this.#end) return;
    this.#missing ??= [];
    this.#missing.push({ start: this.#end, end });
    this.#end = end;
  }

  #makeRoom(end: number): boolean {
    if (end <= this.#buffer.length) return true;
    const read = this.request.read;
    if (read !== undefined && end > read.length) return false;
    if (read?.target !== undefined) {
      if (this.#end > 0) return false;
      this.#buffer = read.target.subarray(0, read.length);
      return end <= this.#buffer.length;
    }
    const roomBytes = Math.max(end, 2 * this.#buffer.length, firstRoomBytes);
    const grown = new Uint8Array(read === undefined ? end : Math.min(read.length, roomBytes));
    grown.set(this.#buffer.subarray(0, this.#end));
    this.#buffer = grown;
    return true;
  }
}

/** Whether more packets of the same answer follow. */
export function isFragment(packet: ParsedPacket): boolean {
  return (packet.flags & Flag.fragment) !== 0;
}
