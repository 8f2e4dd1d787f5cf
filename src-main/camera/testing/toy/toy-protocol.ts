// A made-up protocol for tests: lines of text, each followed by as many bytes as its last number says. It shows that a
// second protocol needs nothing but a driver.
//
//     host → device   HELLO | RUN n | STOP
//     device → host   TOY version running | STARTED | TEXT n | FRAME width height n | ENDED

import { concatBytes } from '../../../../src-shared/lib/bytes.ts';

/** A line and the bytes that follow it. */
export interface ToyMessage {
  readonly words: readonly string[];
  readonly data: Uint8Array;
}

const withData: ReadonlySet<string> = new Set(['RUN', 'TEXT', 'FRAME']);
const newline = 10;

export function encodeToy(line: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  return concatBytes(new TextEncoder().encode(`${line}\n`), data);
}

/** Cuts a byte stream into messages. */
export class ToyParser {
  #waiting: Uint8Array = new Uint8Array();

  push(bytes: Uint8Array): readonly ToyMessage[] {
    this.#waiting = concatBytes(this.#waiting, bytes);
    const messages: ToyMessage[] = [];
    for (let next = this.#take(); next !== undefined; next = this.#take()) messages.push(next);
    return messages;
  }

  #take(): ToyMessage | undefined {
    const end = this.#waiting.indexOf(newline);
    if (end < 0) return undefined;
    const words = new TextDecoder().decode(this.#waiting.subarray(0, end)).split(' ');
    const size = withData.has(words[0]!) ? Number(words.at(-1)) : 0;
    if (this.#waiting.length < end + 1 + size) return undefined;
    const data = this.#waiting.slice(end + 1, end + 1 + size);
    this.#waiting = this.#waiting.subarray(end + 1 + size);
    return { words, data };
  }
}
