// The firmware's receive state machine (docs/protocol-v2.md §5): a ring of the protocol buffer's size, phases SYNC,
// HEADER and PAYLOAD, the recovery scan for a SYNC inside an incomplete packet, and the scan for an acknowledgement.
// It never times out: only the missing bytes or a SYNC end an incomplete packet. The host's parser is another thing.

import { Flag, headerSize, Opcode, Status, syncByte0, syncByte1 } from '../../../../../src-shared/openmv/constants.ts';
import {
  headerCrcMatches,
  packetSize,
  payloadCrcMatches,
  readPayloadLength,
} from '../../../../../src-shared/openmv/packet.ts';

/** What the checks depend on; the link changes it between packets. */
export interface ReceiveRules {
  readonly crcEnabled: boolean;
  readonly seqEnabled: boolean;
  readonly maxPayload: number;
  /** The number a request has to carry. */
  readonly seq: number;
}

export type Received =
  | {
      readonly kind: 'request';
      readonly channel: number;
      readonly opcode: number;
      /** Lies in the ring: valid until the next call of the receiver. */
      readonly payload: Uint8Array;
    }
  | { readonly kind: 'rejected'; readonly channel: number; readonly opcode: number; readonly status: Status }
  | { readonly kind: 'sync' };

type Phase = 'sync' | 'header' | 'payload';

/** More unread input than this is dropped: no host sends so much ahead. */
const maxBacklogBytes = 4 * 1024 * 1024;

export class PacketReceiver {
  readonly #ring: Uint8Array;
  #start = 0;
  #end = 0;
  #phase: Phase = 'sync';
  /** What the ring has no room for yet, as in the buffers of USB. */
  #backlog: Uint8Array[] = [];
  #backlogBytes = 0;

  constructor(bufferBytes: number) {
    this.#ring = new Uint8Array(bufferBytes);
  }

  /** Takes bytes in; false where they had to be dropped. */
  push(chunk: Uint8Array): boolean {
    this.#fill();
    const room = this.#backlogBytes === 0 ? this.#makeRoom(chunk.length) : 0;
    if (room > 0) {
      this.#ring.set(chunk.subarray(0, room), this.#end);
      this.#end += room;
    }
    const rest = chunk.length - room;
    if (rest === 0) return true;
    if (this.#backlogBytes + rest > maxBacklogBytes) return false;
    this.#backlog.push(chunk.slice(room));
    this.#backlogBytes += rest;
    return true;
  }

  /** SYNC and a given-up retransmission empty the ring; input behind it stays. */
  clear(): void {
    this.#start = 0;
    this.#end = 0;
    this.#phase = 'sync';
  }

  /** Forgets everything, as a reboot does. */
  discardAll(): void {
    this.clear();
    this.#backlog = [];
    this.#backlogBytes = 0;
  }

  /** The next packet to act on; unexpected acknowledgements are skipped. */
  next(rules: ReceiveRules): Received | undefined {
    for (;;) {
      this.#fill();
      if (this.#end - this.#start < 2) return undefined;
      if (this.#phase === 'sync' && !this.#findSync()) return undefined;
      if (this.#phase === 'header') {
        if (this.#end - this.#start < headerSize) return undefined;
        const rejected = this.#checkHeader(rules);
        if (rejected !== undefined) return rejected;
      }
      if (this.#phase === 'payload') {
        const length = readPayloadLength(this.#ring, this.#start);
        if (this.#end - this.#start < packetSize(length))
          return this.#scanForSync(rules) ? { kind: 'sync' } : undefined;
        const received = this.#takePacket(rules, length);
        if (received !== undefined) return received;
      }
    }
  }

  /** While nothing may be executed: whether a SYNC came. The link then clears the ring. */
  scanForSync(rules: ReceiveRules): boolean {
    this.#fill();
    return this.#scanForSync(rules);
  }

  /** While a packet awaits its acknowledgement: whether that or a SYNC came. */
  scanForAck(rules: ReceiveRules, opcode: number, seq: number): 'ack' | 'nak' | 'sync' | undefined {
    this.#fill();
    const ring = this.#ring;
    for (let at = this.#start; at + headerSize <= this.#end; at++) {
      if (ring[at] !== syncByte0 || ring[at + 1] !== syncByte1) continue;
      if (this.#isSyncRequest(at, rules)) return 'sync';
      const flags = ring[at + 4]! & (Flag.ack | Flag.nak);
      if (flags === 0 || ring[at + 5] !== opcode || ring[at + 2] !== seq) continue;
      if (rules.crcEnabled && !headerCrcMatches(ring, at)) continue;
      // Elsewhere it stays and is skipped later; that is how the firmware's ring can fill up.
      if (at === this.#start) this.#start += headerSize;
      return flags & Flag.nak ? 'nak' : 'ack';
    }
    return undefined;
  }

  #checkHeader(rules: ReceiveRules): Received | undefined {
    const ring = this.#ring;
    const at = this.#start;
    const seq = ring[at + 2]!;
    const channel = ring[at + 3]!;
    const flags = ring[at + 4]!;
    const opcode = ring[at + 5]!;
    if (rules.crcEnabled && !headerCrcMatches(ring, at)) {
      this.#dropByte();
      return undefined;
    }
    if (readPayloadLength(ring, at) > rules.maxPayload) {
      this.#dropByte();
      return { kind: 'rejected', channel, opcode, status: Status.overflow };
    }
    const unnumbered =
      (flags & (Flag.ack | Flag.nak)) !== 0 ||
      opcode === Opcode.sysEvent ||
      opcode === Opcode.channelEvent ||
      opcode === Opcode.protoSync;
    if (rules.seqEnabled && !unnumbered && seq !== rules.seq) {
      this.#dropByte();
      return { kind: 'rejected', channel, opcode, status: Status.sequence };
    }
    this.#phase = 'payload';
    return undefined;
  }

  #takePacket(rules: ReceiveRules, length: number): Received | undefined {
    const ring = this.#ring;
    const at = this.#start;
    const channel = ring[at + 3]!;
    const flags = ring[at + 4]!;
    const opcode = ring[at + 5]!;
    this.#start += packetSize(length);
    this.#phase = 'sync';
    if (rules.crcEnabled && length > 0 && !payloadCrcMatches(ring, at, length)) {
      return { kind: 'rejected', channel, opcode, status: Status.checksum };
    }
    if (channel !== 0 && opcode <= Opcode.sysMemory) {
      return { kind: 'rejected', channel, opcode, status: Status.invalid };
    }
    if (flags & (Flag.ack | Flag.nak)) return undefined;
    if (opcode === Opcode.protoSync) return { kind: 'sync' };
    return { kind: 'request', channel, opcode, payload: ring.subarray(at + headerSize, at + headerSize + length) };
  }

  #findSync(): boolean {
    const ring = this.#ring;
    while (this.#start + 1 < this.#end) {
      if (ring[this.#start] === syncByte0 && ring[this.#start + 1] === syncByte1) {
        this.#phase = 'header';
        return true;
      }
      this.#start++;
    }
    this.#fill();
    return this.#end - this.#start >= 2 && this.#findSync();
  }

  #scanForSync(rules: ReceiveRules): boolean {
    for (let at = this.#start; at + headerSize <= this.#end; at++) if (this.#isSyncRequest(at, rules)) return true;
    return false;
  }

  #isSyncRequest(at: number, rules: ReceiveRules): boolean {
    const ring = this.#ring;
    return (
      ring[at] === syncByte0 &&
      ring[at + 1] === syncByte1 &&
      ring[at + 3] === 0 &&
      ring[at + 5] === Opcode.protoSync &&
      (ring[at + 4]! & (Flag.ack | Flag.nak)) === 0 &&
      readPayloadLength(ring, at) === 0 &&
      (!rules.crcEnabled || headerCrcMatches(ring, at))
    );
  }

  #dropByte(): void {
    this.#start++;
    this.#phase = 'sync';
  }

  #fill(): void {
    while (this.#backlog.length > 0) {
      const first = this.#backlog[0]!;
      const room = this.#makeRoom(first.length);
      if (room === 0) return;
      this.#ring.set(first.subarray(0, room), this.#end);
      this.#end += room;
      this.#backlogBytes -= room;
      if (room < first.length) this.#backlog[0] = first.subarray(room);
      else this.#backlog.shift();
    }
  }

  /** How many of `wanted` bytes fit behind the data, after moving it to the front where needed. */
  #makeRoom(wanted: number): number {
    if (this.#start === this.#end) {
      this.#start = 0;
      this.#end = 0;
    } else if (this.#start > 0 && this.#end + wanted > this.#ring.length) {
      this.#ring.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    return Math.min(wanted, this.#ring.length - this.#end);
  }
}
