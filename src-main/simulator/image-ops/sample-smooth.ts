// Bilinear and bicubic interpolation in the firmware's integer steps.

import { formats, type Raster } from './raster.ts';
import type { Axis, Sampler } from './sample-axis.ts';

/** One colour channel of a pixel. */
interface Channel {
  readonly shift: number;
  readonly mask: number;
}

const colorChannels: readonly Channel[] = [
  { shift: 11, mask: 31 },
  { shift: 5, mask: 63 },
  { shift: 0, mask: 31 },
];

function channelsOf(format: number): readonly Channel[] {
  if (format === formats.rgb565) return colorChannels;
  return [{ shift: 0, mask: format === formats.binary ? 1 : 255 }];
}

/** Vertically first, then horizontally; colours in steps of 1/32 pixel, grey levels in steps of 1/256. */
export function bilinearSampler(source: Raster, columns: Axis, rows: Axis): Sampler {
  const { pixels, width, format } = source;
  if (format === formats.binary) return nearestHalf(source, columns, rows);
  const channels = channelsOf(format);
  const bits = format === formats.rgb565 ? 5 : 8;
  const whole = 1 << bits;
  const half = whole >> 1;
  return (x, y) => {
    const atX = columns.positions[x]!;
    const atY = rows.positions[y]!;
    const [left, right] = [columns.clamp(atX >> 16), columns.clamp((atX >> 16) + 1)];
    const [upper, lower] = [rows.clamp(atY >> 16) * width, rows.clamp((atY >> 16) + 1) * width];
    const fractionX = (atX >> (16 - bits)) & (whole - 1);
    const fractionY = (atY >> (16 - bits)) & (whole - 1);
    let pixel = 0;
    for (const { shift, mask } of channels) {
      const down = (column: number): number => {
        const above = (pixels[upper + column]! >> shift) & mask;
        const below = (pixels[lower + column]! >> shift) & mask;
        return ((whole - fractionY) * above + fractionY * below + half) >> bits;
      };
      pixel |= (((whole - fractionX) * down(left) + fractionX * down(right) + half) >> bits) << shift;
    }
    return pixel;
  };
}

/** Bits are not mixed. */
function nearestHalf({ pixels, width }: Raster, columns: Axis, rows: Axis): Sampler {
  const nearest = (axis: Axis, at: number): number => axis.clamp((at >> 16) + ((at >> 15) & 1));
  return (x, y) => pixels[nearest(rows, rows.positions[y]!) * width + nearest(columns, columns.positions[x]!)]!;
}

/** A cubic curve through four values, in 15-bit fractions. The result is not limited. */
function cubic(values: Int32Array, fraction: number): number {
  const [v0, v1, v2, v3] = values as unknown as [number, number, number, number];
  const square = (fraction * fraction) >> 15;
  const cube = (square * fraction) >> 15;
  const a0 = v2 - v0;
  const a1 = 2 * v0 + 4 * v2 - 5 * v1 - v3;
  const a2 = 3 * (v1 - v2) + v3 - v0;
  return (fraction * a0 + square * a1 + cube * a2 + v1 * 65536 + 32768) >> 16;
}

export function bicubicSampler(source: Raster, columns: Axis, rows: Axis): Sampler {
  const { pixels, width, format } = source;
  const channels = channelsOf(format);
  const column = new Int32Array(4);
  const line = new Int32Array(4);
  return (x, y) => {
    const atX = columns.positions[x]!;
    const atY = rows.positions[y]!;
    const fractionX = (atX >> 1) & 0x7fff;
    const fractionY = (atY >> 1) & 0x7fff;
    let pixel = 0;
    for (const { shift, mask } of channels) {
      for (let i = 0; i < 4; i++) {
        const from = columns.clamp((atX >> 16) + i - 1);
        for (let j = 0; j < 4; j++) {
          const row = rows.clamp((atY >> 16) + j - 1) * width;
          column[j] = (pixels[row + from]! >> shift) & mask;
        }
        line[i] = cubic(column, fractionY);
      }
      const value = cubic(line, fractionX);
      pixel |= (value < 0 ? 0 : value > mask ? mask : value) << shift;
    }
    return pixel;
  };
}
