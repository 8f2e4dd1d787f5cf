// Cuts an intact byte stream at packet borders, so that faults can affect whole packets. Does not verify checksums;
// bytes that do not look like a packet form a separate piece.

import { headerSize, packetOverhead, syncByte0, syncByte1 } from './constants.ts';
import { readPayloadLength } from './packet.ts';

export class PacketCutter {
  readonly #onPiece: (piece: Uint8Array) => void;
  #held: Uint8Array = new Uint8Array(0);

  constructor(onPiece: (piece: Uint8Array) => void) {
    this.#onPiece = onPiece;
  }

  /** Bytes of an incomplete packet. */
  get heldBytes(): number {
    return this.#held.length;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#held.length === 0 ? chunk : join(this.#held, chunk);
    let at = 0;
    while (at < bytes.length) {
      const size = pieceSize(bytes, at);
      if (size === undefined) break;
      this.#onPiece(bytes.slice(at, at + size));
      at += size;
    }
    this.#held = bytes.slice(at);
  }

  /** Delivers the held bytes, complete packet or not. */
  flush(): void {
    const held = this.#held;
    this.#held = new Uint8Array(0);
    if (held.length > 0) this.#onPiece(held);
  }
}

/** Number of bytes up to the next border; undefined if they are not complete. */
function pieceSize(bytes: Uint8Array, at: number): number | undefined {
  const left = bytes.length - at;
  const isPacket = bytes[at] === syncByte0 && (left < 2 || bytes[at + 1] === syncByte1);
  if (!isPacket) {
    const next = bytes.indexOf(syncByte0, at + 1);
    return next === -1 ? left : next - at;
  }
  if (left < headerSize) return undefined;
  const payloadLength = readPayloadLength(bytes, at);
  const size = payloadLength === 0 ? headerSize : payloadLength + packetOverhead;
  return size > left ? undefined : size;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
