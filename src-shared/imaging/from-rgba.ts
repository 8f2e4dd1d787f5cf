// Converts decoded images (JPEG, PNG) back to the pixel values that thresholds and LAB tables use.

import { luma } from './rgb565.ts';

/** Writes one RGB565 value per pixel; `target` must be as long as `words`. */
export function rgbaToRgb565(words: Uint32Array, target: Uint16Array): void {
  for (let index = 0; index < words.length; index++) target[index] = rgb565OfWord(words[index]!);
}

/** Writes one grey value per pixel, computed like in the firmware. */
export function rgbaToGrey(words: Uint32Array, target: Uint8Array): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    target[index] = luma(word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff);
  }
}

/** RGB565 of one RGBA word (red in the lowest byte). */
export function rgb565OfWord(word: number): number {
  return ((word & 0xf8) << 8) | ((word >> 5) & 0x07e0) | ((word >> 19) & 0x1f);
}
