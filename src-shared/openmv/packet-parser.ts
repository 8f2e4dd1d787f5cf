// Host side: turns bytes in any chunks into complete, verified packets.
// After a failed check it skips one byte and searches again, so a reply that the device wrote into the middle of an
// event header is still found (docs/protocol-v2.md §19.2, §21 item 24). The link checks sequence numbers. A packet that
// lies completely in one chunk is delivered from that chunk without copy or allocation.

import { headerSize, maxChannels, maxPayloadLength, packetOverhead, syncByte0, syncByte1 } from './constants.ts';
import { headerCrcMatches, packetSize, payloadCrcMatches, readPayloadLength } from './packet.ts';

/** A packet inside a borrowed buffer: valid only during the sink's call; the object is reused. */
export interface ParsedPacket {
  seq: number;
  channel: number;
  flags: number;
  opcode: number;
  /** The payload is `bytes[payloadStart .. payloadStart + payloadLength)`. */
  bytes: Uint8Array;
  payloadStart: number;
  payloadLength: number;
}

export interface ParserCounters {
  packets: number;
  headerErrors: number;
  payloadErrors: number;
  skippedBytes: number;
}

const emptyBytes = new Uint8Array(0);
const initialCapacity = 16 * 1024;
const highestOpcode = 0x3f;

export class PacketParser {
  readonly counters: ParserCounters = { packets: 0, headerErrors: 0, payloadErrors: 0, skippedBytes: 0 };
  /** With the CRC capability off, only the plausibility of a header is checked. */
  crcEnabled = true;

  readonly #sink: (packet: ParsedPacket) => void;
  readonly #packet: ParsedPacket = {
    seq: 0,
    channel: 0,
    flags: 0,
    opcode: 0,
    bytes: emptyBytes,
    payloadStart: 0,
    payloadLength: 0,
  };
  /** Bytes of an unfinished packet: `#pending[#start..#end)`, at most one packet and one chunk. */
  #pending: Uint8Array = new Uint8Array(initialCapacity);
  #start = 0;
  #end = 0;
  #resets = 0;

  constructor(sink: (packet: ParsedPacket) => void) {
    this.#sink = sink;
  }

  /** Bytes held back because they may be the start of a packet. */
  get pendingBytes(): number {
    return this.#end - this.#start;
  }

  /** Discards an unfinished packet. If called from the sink, the rest of the chunk is discarded too. */
  reset(): void {
    this.#start = 0;
    this.#end = 0;
    this.#resets++;
  }

  /**
   * Stops waiting for the rest of an unfinished packet and searches the bytes behind its start for packets. For use
   * when the packet was truncated and later packets were mistaken for its payload.
   */
  abandonUnfinished(): void {
    while (this.#start < this.#end) {
      const resets = this.#resets;
      this.counters.payloadErrors++;
      this.counters.skippedBytes++;
      const rest = this.#scan(this.#pending, this.#start + 1, this.#end);
      if (resets !== this.#resets) return;
      this.#start = rest;
    }
  }

  push(chunk: Uint8Array): void {
    const resets = this.#resets;
    if (this.#start === this.#end) {
      const rest = this.#scan(chunk, 0, chunk.length);
      if (resets !== this.#resets || rest === chunk.length) return;
      this.#start = 0;
      this.#end = 0;
      this.#append(chunk, rest);
      return;
    }
    this.#append(chunk, 0);
    const rest = this.#scan(this.#pending, this.#start, this.#end);
    if (resets === this.#resets) this.#start = rest;
  }

  #append(chunk: Uint8Array, from: number): void {
    const added = chunk.length - from;
    const held = this.#end - this.#start;
    if (this.#end + added > this.#pending.length) {
      const needed = held + added;
      // A packet has at most 64 KB; anything beyond that is one chunk of the transport.
      const target =
        needed > this.#pending.length ? new Uint8Array(Math.max(needed, packetSize(maxPayloadLength))) : this.#pending;
      target.set(this.#pending.subarray(this.#start, this.#end));
      this.#pending = target;
      this.#start = 0;
      this.#end = held;
    }
    this.#pending.set(from === 0 ? chunk : chunk.subarray(from), this.#end);
    this.#end += added;
  }

  /** Delivers all complete packets; returns the start of the unfinished rest. */
  #scan(bytes: Uint8Array, from: number, to: number): number {
    const resets = this.#resets;
    const packet = this.#packet;
    let at = from;
    for (;;) {
      if (at >= to) return to;
      if (bytes[at] !== syncByte0 || (at + 1 < to && bytes[at + 1] !== syncByte1)) {
        const next = bytes.indexOf(syncByte0, at + 1);
        const skipTo = next === -1 || next > to ? to : next;
        this.counters.skippedBytes += skipTo - at;
        at = skipTo;
        continue;
      }
      if (to - at < headerSize) return at;
      if (!this.#headerIsPlausible(bytes, at)) {
        this.counters.headerErrors++;
        this.counters.skippedBytes++;
        at++;
        continue;
      }
      const payloadLength = readPayloadLength(bytes, at);
      const size = payloadLength === 0 ? headerSize : payloadLength + packetOverhead;
      if (to - at < size) return at;
      if (this.crcEnabled && payloadLength > 0 && !payloadCrcMatches(bytes, at, payloadLength)) {
        this.counters.payloadErrors++;
        this.counters.skippedBytes++;
        at++;
        continue;
      }
      this.counters.packets++;
      packet.seq = bytes[at + 2]!;
      packet.channel = bytes[at + 3]!;
      packet.flags = bytes[at + 4]!;
      packet.opcode = bytes[at + 5]!;
      packet.bytes = bytes;
      packet.payloadStart = at + headerSize;
      packet.payloadLength = payloadLength;
      this.#sink(packet);
      if (resets !== this.#resets) return to;
      at += size;
    }
  }

  #headerIsPlausible(bytes: Uint8Array, at: number): boolean {
    if (this.crcEnabled) return headerCrcMatches(bytes, at);
    return bytes[at + 3]! < maxChannels && (bytes[at + 4]! & 0xc0) === 0 && bytes[at + 5]! <= highestOpcode;
  }
}
