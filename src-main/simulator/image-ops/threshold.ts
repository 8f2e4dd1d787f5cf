// Colour thresholds as tables: which of all possible pixel values a threshold accepts. Scripts use the same few
// thresholds in every frame, so tables are kept.

import { lab } from './color.ts';
import { formats, type Raster, type RasterFormat } from './raster.ts';

/** L, a and b bounds, each included; for grey images L is the grey level, for 1-bit ones the bit. */
export type Threshold = readonly [lMin: number, lMax: number, aMin: number, aMax: number, bMin: number, bMax: number];

const keptTables = 32;
const tables = new Map<string, Uint8Array>();

/** 1 for each accepted pixel value. Do not write to it. */
export function thresholdTable(format: RasterFormat, threshold: Threshold, invert: boolean): Uint8Array {
  const key = `${format} ${threshold.join(' ')} ${invert}`;
  let table = tables.get(key);
  if (table === undefined) {
    table = format === formats.rgb565 ? colorTable(threshold, invert) : grayTable(format, threshold, invert);
    if (tables.size >= keptTables) tables.delete(tables.keys().next().value!);
    tables.set(key, table);
  }
  return table;
}

/** binary(): 1 where any threshold accepts the pixel. */
export function thresholdBits(raster: Raster, thresholds: readonly Threshold[], invert: boolean): Uint8Array {
  const bits = new Uint8Array(raster.pixels.length);
  for (const threshold of thresholds) {
    const table = thresholdTable(raster.format, threshold, invert);
    for (let i = 0; i < bits.length; i++) bits[i]! |= table[raster.pixels[i]!]!;
  }
  return bits;
}

function grayTable(format: RasterFormat, [min, max]: Threshold, invert: boolean): Uint8Array {
  const count = format === formats.binary ? 2 : 256;
  return Uint8Array.from({ length: count }, (_, value) => ((value >= min && value <= max) !== invert ? 1 : 0));
}

function colorTable([lMin, lMax, aMin, aMax, bMin, bMax]: Threshold, invert: boolean): Uint8Array {
  const values = lab();
  const table = new Uint8Array(65536);
  for (let i = 0; i < 32768; i++) {
    const l = values[i * 3]!;
    const a = values[i * 3 + 1]!;
    const b = values[i * 3 + 2]!;
    const inside = lMin <= l && l <= lMax && aMin <= a && a <= aMax && bMin <= b && b <= bMax;
    if (inside !== invert) table[i * 2] = table[i * 2 + 1] = 1;
  }
  return table;
}
