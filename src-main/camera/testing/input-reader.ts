/** Bytes one after the other; zeros when there are no more. */
export class InputReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isOver(): boolean {
    return this.#at >= this.#bytes.length;
  }

  next(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  /** Little-endian, 32 bits. */
  nextWord(): number {
    return (this.next() | (this.next() << 8) | (this.next() << 16) | (this.next() << 24)) >>> 0;
  }

  /** As many as there are, up to `count`. */
  take(count: number): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#bytes.subarray(this.#at, this.#at + count));
    this.#at += taken.length;
    return taken;
  }
}
