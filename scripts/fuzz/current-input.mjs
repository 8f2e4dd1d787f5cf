// The input that runs now, in memory that both threads see: when its thread hangs or dies, the other one can still name
// it.

import { largestBytes } from './mutate.mjs';

const headerWords = 2;

export class CurrentInput {
  /** To be handed to the other thread. */
  buffer;
  /** @type {Int32Array<SharedArrayBuffer>} */
  #words;
  #bytes;

  constructor(buffer = new SharedArrayBuffer(4 * headerWords + largestBytes)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, headerWords);
    this.#bytes = new Uint8Array(buffer, 4 * headerWords);
  }

  begin(input) {
    this.#bytes.set(input);
    this.#words[1] = input.length;
    Atomics.add(this.#words, 0, 1);
  }

  /** Rises with every run. */
  get turn() {
    return Atomics.load(this.#words, 0);
  }

  get bytes() {
    return Uint8Array.from(this.#bytes.subarray(0, this.#words[1]));
  }
}
