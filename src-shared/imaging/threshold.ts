// Colour thresholds as in `find_blobs` and `binary`, and their masks. A threshold is converted to a table with one byte
// for every pixel value, so that a preview costs one look-up per pixel.

import { labTable } from './lab.ts';

/** LAB bounds, inclusive: L low, L high, A low, A high, B low, B high. */
export type LabThreshold = readonly [number, number, number, number, number, number];
/** Grey bounds, inclusive. */
export type GreyThreshold = readonly [number, number];

/** 1 for each RGB565 value inside any of the thresholds (65536 bytes). Swapped bounds are sorted. */
export function labThresholdTable(thresholds: readonly LabThreshold[], invert = false): Uint8Array {
  const { l, a, b } = labTable();
  const table = new Uint8Array(65536).fill(invert ? 1 : 0);
  for (const [l0, l1, a0, a1, b0, b1] of thresholds) {
    const [lLow, lHigh] = ordered(l0, l1);
    const [aLow, aHigh] = ordered(a0, a1);
    const [bLow, bHigh] = ordered(b0, b1);
    for (let pixel = 0; pixel < 65536; pixel++) {
      const inL = l[pixel]! >= lLow && l[pixel]! <= lHigh;
      if (inL && a[pixel]! >= aLow && a[pixel]! <= aHigh && b[pixel]! >= bLow && b[pixel]! <= bHigh) {
        table[pixel] = invert ? 0 : 1;
      }
    }
  }
  return table;
}

/** 1 for each grey value inside any of the thresholds (256 bytes). */
export function greyThresholdTable(thresholds: readonly GreyThreshold[], invert = false): Uint8Array {
  const inside = (value: number) =>
    thresholds.some((bounds) => {
      const [low, high] = ordered(bounds[0], bounds[1]);
      return value >= low && value <= high;
    });
  return Uint8Array.from({ length: 256 }, (_, value) => (inside(value) === invert ? 0 : 1));
}

/**
 * Writes the table entry of each pixel to the mask and returns the number of pixels that match (entry 1).
 * `pixels` and `mask` have one entry per pixel; `table` has 256 or 65536 entries, depending on the pixels.
 */
export function thresholdMask(pixels: Uint16Array | Uint8Array, table: Uint8Array, mask: Uint8Array): number {
  let matched = 0;
  for (let index = 0; index < pixels.length; index++) {
    const hit = table[pixels[index]!]!;
    mask[index] = hit;
    matched += hit;
  }
  return matched;
}

/** Draws a mask over an RGBA image: white where it matches, black elsewhere. */
export function maskToRgba(mask: Uint8Array, target: Uint32Array): void {
  for (let index = 0; index < mask.length; index++) target[index] = mask[index] === 0 ? 0xff000000 : 0xffffffff;
}

/** Dims an RGBA image to a quarter where the mask does not match. */
export function dimUnmasked(mask: Uint8Array, target: Uint32Array): void {
  for (let index = 0; index < mask.length; index++) {
    if (mask[index] === 0) target[index] = 0xff000000 | ((target[index]! >>> 2) & 0x3f3f3f);
  }
}

function ordered(first: number, second: number): [number, number] {
  return first <= second ? [first, second] : [second, first];
}
