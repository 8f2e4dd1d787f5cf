// erode, dilate and what is made of them. Pixels that are not 0 are "set"; a pixel is changed by how many pixels of the
// square around it are set.

import { combineOf } from './combine.ts';
import { type Raster, whiteOf } from './raster.ts';

export type MorphologyName = 'erode' | 'dilate' | 'open' | 'close' | 'top_hat' | 'black_hat';

/**
 * @param threshold pixels that may miss (erode) or that must be exceeded (dilate)
 * @param mask one a pixel; 0 keeps it
 */
export function morphology(raster: Raster, name: string, ksize: number, threshold: number, mask?: Uint8Array): void {
  const erode = (): void => step(raster, ksize, (2 * ksize + 1) ** 2 - 1 - threshold, false, mask);
  const dilate = (): void => step(raster, ksize, threshold, true, mask);
  const before = raster.pixels.slice();
  switch (name as MorphologyName) {
    case 'erode':
      return erode();
    case 'dilate':
      return dilate();
    case 'open':
    case 'top_hat':
      erode();
      dilate();
      break;
    case 'close':
    case 'black_hat':
      dilate();
      erode();
      break;
    default:
      throw new Error(`no morphology ${name}`);
  }
  if (name.endsWith('hat')) difference(raster, before, mask);
}

function difference(raster: Raster, before: Raster['pixels'], mask?: Uint8Array): void {
  const combine = combineOf('difference', raster.format);
  for (let i = 0; i < before.length; i++) {
    raster.pixels[i] = mask?.[i] === 0 ? before[i]! : combine(before[i]!, raster.pixels[i]!);
  }
}

function step(raster: Raster, ksize: number, threshold: number, dilate: boolean, mask?: Uint8Array): void {
  const { pixels, width, height, format } = raster;
  const set = Uint8Array.from(pixels, (pixel) => (pixel > 0 ? 1 : 0));
  const sums = boxSums(set, width, height, ksize);
  const white = whiteOf(format);
  for (let i = 0; i < pixels.length; i++) {
    if (mask?.[i] === 0) continue;
    if (dilate && sums[i]! > threshold) pixels[i] = white;
    // Erosion does not count the pixel itself.
    if (!dilate && sums[i]! - 1 < threshold) pixels[i] = 0;
  }
}

/** Sums over the square around each pixel, edges repeated: first along rows, then along columns. */
function boxSums(values: Uint8Array, width: number, height: number, ksize: number): Uint16Array {
  const rows = new Uint16Array(values.length);
  const sums = new Uint16Array(values.length);
  const clamp = (value: number, length: number): number => Math.min(Math.max(value, 0), length - 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let k = -ksize; k <= ksize; k++) sum += values[row + clamp(k, width)]!;
    for (let x = 0; x < width; x++) {
      rows[row + x] = sum;
      sum += values[row + clamp(x + ksize + 1, width)]! - values[row + clamp(x - ksize, width)]!;
    }
  }
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let k = -ksize; k <= ksize; k++) sum += rows[clamp(k, height) * width + x]!;
    for (let y = 0; y < height; y++) {
      sums[y * width + x] = sum;
      sum += rows[clamp(y + ksize + 1, height) * width + x]! - rows[clamp(y - ksize, height) * width + x]!;
    }
  }
  return sums;
}
