// RTP payloads into NAL units, the reverse of nal-packetizer.ts. A fragment that cannot be completed is dropped.

import type { NalCodec } from './nal.ts';
import { headerWithType, payloadKinds } from './nal-packetizer.ts';

/** Units are at most as large as this; the board's own limit is 1 MiB, and 8 MiB holds a key frame of 4K. */
export const maxNalBytes = 8 * 1024 * 1024;

export interface NalSink {
  /** A complete unit, owned by the receiver. */
  unit(nal: Uint8Array): void;
  /** A payload or a unit was unreadable and was left out. */
  damaged(): void;
}

export class NalDepacketizer {
  readonly #codec: NalCodec;
  readonly #sink: NalSink;
  #fragments: Uint8Array[] = [];
  #fragmentBytes = 0;

  constructor(codec: NalCodec, sink: NalSink) {
    this.#codec = codec;
    this.#sink = sink;
  }

  /** Bytes of an incomplete unit. */
  get heldBytes(): number {
    return this.#fragmentBytes;
  }

  push(payload: Uint8Array): void {
    const { headerBytes, encoding } = this.#codec;
    if (payload.length < headerBytes) {
      this.#fail();
      return;
    }
    const type = this.#codec.type(payload);
    const kinds = payloadKinds[encoding];
    if (type === kinds.fragment) this.#takeFragment(payload);
    else if (type === kinds.aggregate) this.#takeAggregate(payload);
    else if (type > kinds.aggregate) this.#fail();
    else {
      this.#dropUnfinished();
      this.#sink.unit(payload.slice());
    }
  }

  /** Packets are missing before the next one. */
  gap(): void {
    this.#dropUnfinished();
  }

  #takeAggregate(payload: Uint8Array): void {
    this.#dropUnfinished();
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    for (let at: number = this.#codec.headerBytes; at < payload.length;) {
      const size = at + 2 > payload.length ? Infinity : view.getUint16(at);
      const end = at + 2 + size;
      if (end > payload.length || size < this.#codec.headerBytes) {
        this.#sink.damaged();
        return;
      }
      this.#sink.unit(payload.slice(at + 2, end));
      at = end;
    }
  }

  #takeFragment(payload: Uint8Array): void {
    const { headerBytes } = this.#codec;
    const fragmentHeader = payload[headerBytes];
    if (fragmentHeader === undefined || payload.length === headerBytes + 1) {
      this.#fail();
      return;
    }
    const data = payload.subarray(headerBytes + 1);
    if ((fragmentHeader & 0x80) !== 0) {
      this.#dropUnfinished();
      const type = fragmentHeader & (headerBytes === 1 ? 0x1f : 0x3f);
      this.#keep(headerWithType(this.#codec, payload, type));
    } else if (this.#fragments.length === 0) {
      // The first fragment was lost and already counted as a gap, or the unit was too large.
      return;
    }
    this.#keep(data.slice());
    if (this.#fragmentBytes > maxNalBytes) this.#fail();
    else if ((fragmentHeader & 0x40) !== 0) this.#finish();
  }

  #keep(part: Uint8Array): void {
    this.#fragments.push(part);
    this.#fragmentBytes += part.length;
  }

  #finish(): void {
    const nal = new Uint8Array(this.#fragmentBytes);
    let at = 0;
    for (const part of this.#fragments) {
      nal.set(part, at);
      at += part.length;
    }
    this.#forget();
    this.#sink.unit(nal);
  }

  #fail(): void {
    this.#forget();
    this.#sink.damaged();
  }

  #dropUnfinished(): void {
    if (this.#fragments.length === 0) return;
    this.#fail();
  }

  #forget(): void {
    this.#fragments = [];
    this.#fragmentBytes = 0;
  }
}
