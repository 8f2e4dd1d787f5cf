// Frames out of recorded reads of the stream channel, whatever sequence of requests the host used, with parts that
// were read again.

import { checkStreamHeader, decodeStreamHeader } from '../../../../../src-shared/openmv/stream-frame.ts';
import type { AnswerPart } from './exchange-tracker.ts';

/** A size beyond it is damage. */
const largestFrameBytes = 64 * 1024 * 1024;

export class FrameAssembler {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #ranges: { readonly start: number; readonly end: number }[] = [];
  #asked = 0;
  #done = false;

  /** The host has released the frame. */
  release(): void {
    this.#ranges = [];
    this.#asked = 0;
    this.#done = false;
  }

  /** An answer to READ. Returns the frame, header included, once when it is whole. */
  add(offset: number, length: number, parts: readonly AnswerPart[]): Uint8Array | undefined {
    if (length > largestFrameBytes) return undefined;
    // The first read asks for all of it; one that asks again for less fills a gap.
    if (offset === 0 && (this.#done || length >= this.#asked)) this.release();
    if (this.#asked === 0) {
      if (offset !== 0) return undefined;
      this.#asked = length;
      this.#bytes = new Uint8Array(length);
    }
    for (const { at, bytes } of parts) {
      const start = offset + at;
      if (start + bytes.length > this.#asked) continue;
      this.#bytes.set(bytes, start);
      this.#ranges.push({ start, end: start + bytes.length });
    }
    return this.#done ? undefined : this.#whole();
  }

  #whole(): Uint8Array | undefined {
    const covered = this.#coveredFromStart();
    let total: number;
    try {
      const header = decodeStreamHeader(this.#bytes.subarray(0, covered));
      total = header.dataOffset + checkStreamHeader(header, covered);
    } catch {
      return undefined;
    }
    this.#done = true;
    return this.#bytes.subarray(0, total);
  }

  #coveredFromStart(): number {
    let end = 0;
    for (const range of this.#ranges.toSorted((a, b) => a.start - b.start)) {
      if (range.start > end) break;
      end = Math.max(end, range.end);
    }
    return end;
  }
}
