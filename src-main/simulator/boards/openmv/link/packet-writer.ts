// Packets out: joins what one turn produces and hands it to the stream in few writes; cuts long responses into packets.

import { headerSize, packetOverhead } from '../../../../../src-shared/openmv/constants.ts';
import { encodePacket, sealPacket, type PacketHeader } from '../../../../../src-shared/openmv/packet.ts';
import type { DeviceStream } from '../../../core/device-stream.ts';

/** A long response leaves in writes of about this size: the host checks one while the next is made (twice the rate). */
const writeBytes = 32 * 1024;
/** Small packets are joined up to this size; larger ones go on their own. */
const joinLimitBytes = 16 * 1024;

export class PacketWriter {
  readonly #stream: DeviceStream;
  readonly #onDrained: () => void;
  #outbox: Uint8Array<ArrayBuffer>[] = [];
  #outboxBytes = 0;
  #blocked = 0;

  /** `onDrained` is called when the stream can take more after it could not. */
  constructor(stream: DeviceStream, onDrained: () => void) {
    this.#stream = stream;
    this.#onDrained = onDrained;
  }

  /** The other side is slow: nothing new should be written now. */
  get blocked(): boolean {
    return this.#blocked > 0;
  }

  add(packet: Uint8Array<ArrayBuffer>): void {
    if (this.#stream.kind === 'datagram' || packet.length >= joinLimitBytes) {
      this.flush();
      this.#write(packet);
      return;
    }
    this.#outbox.push(packet);
    this.#outboxBytes += packet.length;
    if (this.#outboxBytes >= joinLimitBytes) this.flush();
  }

  addPacket(header: PacketHeader, payload: Uint8Array | undefined, crcEnabled: boolean): void {
    this.add(encodePacket(header, payload, crcEnabled));
  }

  /** Cuts the parts into packets of `maxPayload` bytes, numbered from `header.seq`; returns how many there were. */
  addResponse(
    header: { seq: number; channel: number; flags: number; opcode: number },
    parts: readonly Uint8Array[],
    rules: { readonly maxPayload: number; readonly fragmentFlag: number; readonly crcEnabled: boolean },
  ): number {
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    if (total <= rules.maxPayload) {
      this.addPacket(header, parts.length === 1 ? parts[0] : joinParts(parts, 0, total), rules.crcEnabled);
      return 1;
    }
    const count = Math.ceil(total / rules.maxPayload);
    const finalFlags = header.flags;
    const packetsAWrite = this.#stream.kind === 'datagram' ? 1 : Math.max(1, Math.floor(writeBytes / rules.maxPayload));
    for (let first = 0; first < count; first += packetsAWrite) {
      const end = Math.min(count, first + packetsAWrite);
      const from = first * rules.maxPayload;
      const bytes = Math.min(total, end * rules.maxPayload) - from;
      const target = new Uint8Array(bytes + (end - first) * packetOverhead);
      let at = 0;
      for (let index = first; index < end; index++) {
        const start = index * rules.maxPayload;
        const length = Math.min(rules.maxPayload, total - start);
        copyParts(parts, start, length, target, at + headerSize);
        header.flags = index === count - 1 ? finalFlags : finalFlags | rules.fragmentFlag;
        at += sealPacket(target, at, header, length, rules.crcEnabled);
        header.seq = (header.seq + 1) & 0xff;
      }
      this.add(target);
    }
    return count;
  }

  flush(): void {
    if (this.#outbox.length === 0) return;
    const packets = this.#outbox;
    const total = this.#outboxBytes;
    this.#outbox = [];
    this.#outboxBytes = 0;
    this.#write(packets.length === 1 ? packets[0]! : joinParts(packets, 0, total));
  }

  discard(): void {
    this.#outbox = [];
    this.#outboxBytes = 0;
  }

  #write(bytes: Uint8Array<ArrayBuffer>): void {
    const drained = this.#stream.write(bytes);
    if (drained === undefined) return;
    this.#blocked++;
    const proceed = (): void => {
      this.#blocked--;
      if (this.#blocked === 0) this.#onDrained();
    };
    drained.then(proceed, proceed);
  }
}

/** `length` bytes from position `from` of the parts laid end to end, as one new array. */
export function joinParts(parts: readonly Uint8Array[], from: number, length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length);
  copyParts(parts, from, length, joined, 0);
  return joined;
}

function copyParts(parts: readonly Uint8Array[], from: number, length: number, target: Uint8Array, at: number): void {
  let skip = from;
  let left = length;
  let to = at;
  for (const part of parts) {
    if (left === 0) return;
    if (skip >= part.length) {
      skip -= part.length;
      continue;
    }
    const slice = part.subarray(skip, skip + left);
    target.set(slice, to);
    to += slice.length;
    left -= slice.length;
    skip = 0;
  }
}
