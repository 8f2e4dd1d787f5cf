// Which sequence of requests reads the next frame: the fastest that the device's firmware allows, one trip while raw
// frames keep their size, and a slower one after several unusable frames. Above: frame-pump.ts.

import type { ReadSequence } from './frame-reader.ts';

/** After this many raw frames of one size, the next one is likely to have that size too. */
const steadySizes = 3;
/** This many unusable frames in a row make a sequence suspect. */
const suspectBroken = 3;

export class SequenceChoice {
  readonly #forced: () => ReadSequence | undefined;
  #fastest: ReadSequence = 'reference';
  #steady = 0;
  #broken = 0;
  #expectedBytes = 0;

  /** `forced`: the sequence to use in any case; undefined chooses. */
  constructor(forced: () => ReadSequence | undefined) {
    this.#forced = forced;
  }

  get current(): ReadSequence {
    const forced = this.#forced();
    if (forced !== undefined) return forced;
    return this.#fastest === 'lock-free' && this.#steady >= steadySizes ? 'one-trip' : this.#fastest;
  }

  /** Size of the last frame, header included, in bytes; 0 if unknown. */
  get expectedBytes(): number {
    return this.#expectedBytes;
  }

  /** `knownFirmware`: its buffer rules permit reading without a lock (docs/protocol-v2.md §12.3). */
  restart(knownFirmware: boolean): void {
    this.#fastest = knownFirmware ? 'lock-free' : 'locked';
    this.#steady = 0;
  }

  noteFrame(sizeBytes: number, isRaw: boolean): void {
    this.#broken = 0;
    this.#steady = isRaw && sizeBytes === this.#expectedBytes ? this.#steady + 1 : 0;
    this.#expectedBytes = sizeBytes;
  }

  /** One trip asked for the wrong number of bytes: the next read finds out the size. */
  noteSizeChanged(): void {
    this.#steady = 0;
    this.#expectedBytes = 0;
  }

  noteFault(): void {
    this.#steady = 0;
  }

  /** On a lossy link a broken frame does not show that the sequence is unsuitable. */
  noteBroken(lossy: boolean): void {
    this.#steady = 0;
    if (++this.#broken < suspectBroken || lossy) return;
    this.#broken = 0;
    this.#fastest = this.#fastest === 'lock-free' ? 'locked' : 'reference';
  }
}
