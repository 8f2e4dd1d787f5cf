import { concatBytes } from '../../../src-shared/lib/bytes.ts';

/** Looks for a short text in bytes that arrive in pieces. */
export class TextSpotter {
  readonly #wanted: Uint8Array;
  /** The last bytes so far: too few to contain the text. */
  #tail: Uint8Array = new Uint8Array();
  #seen = false;

  constructor(text: string) {
    this.#wanted = new TextEncoder().encode(text);
  }

  /** Whether the text has occurred since the last `reset`. */
  get seen(): boolean {
    return this.#seen;
  }

  /** Returns `seen`. The bytes are not kept. */
  push(bytes: Uint8Array): boolean {
    if (this.#seen) return true;
    const overlap = this.#wanted.length - 1;
    const seam = concatBytes(this.#tail, bytes.subarray(0, overlap));
    this.#seen = this.#isIn(seam) || this.#isIn(bytes);
    this.#tail = bytes.length < overlap ? seam.slice(-overlap) : bytes.slice(-overlap);
    return this.#seen;
  }

  /** Forgets what was seen. */
  reset(): void {
    this.#seen = false;
    this.#tail = new Uint8Array();
  }

  #isIn(bytes: Uint8Array): boolean {
    const [first] = this.#wanted;
    for (let at = bytes.indexOf(first!); at >= 0; at = bytes.indexOf(first!, at + 1)) {
      if (this.#wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
    }
    return false;
  }
}
