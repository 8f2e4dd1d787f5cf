// Area scaling: a pixel is the mean of the source pixels that it covers. Where both scales are a whole fraction the mean
// is plain; elsewhere the pixels at the edges count in part, in the firmware's steps: 1/256 for grey levels, 1/64 for
// colours, and the sums of corners, edges and middle are rounded one after the other.

import { formats, type Raster } from './raster.ts';
import { one, type Axis, type Sampler } from './sample-axis.ts';

/** The source pixels that one column or row of the copy covers, both ends included. */
interface Span {
  readonly first: number;
  readonly last: number;
  /** How much the ends count; pixels between them count `unit`. */
  readonly firstWeight: number;
  readonly lastWeight: number;
}

interface Rounding {
  /** The weight of a whole pixel, and its logarithm. */
  readonly unit: number;
  readonly bits: number;
  /** Added before sums are divided by `unit`. */
  readonly half: number;
}

const grayRounding: Rounding = { unit: 256, bits: 8, half: 128 };
const colorRounding: Rounding = { unit: 64, bits: 6, half: 63 };

export function areaSampler(source: Raster, columns: Axis, rows: Axis): Sampler {
  const isWhole = (columns.step & (one - 1)) === 0 && (rows.step & (one - 1)) === 0;
  const rounding = source.format === formats.rgb565 ? colorRounding : grayRounding;
  const spansOf = (axis: Axis): Span[] =>
    Array.from(axis.positions, (at) => (isWhole ? wholeSpan(axis, at) : weightedSpan(axis, at, rounding)));
  const across = spansOf(columns);
  const down = spansOf(rows);
  const channel = isWhole ? plainMean(source) : weightedMean(source, rounding);
  if (source.format !== formats.rgb565)
    return (x, y) => channel(across[x]!, down[y]!, 0, source.format === formats.binary ? 1 : 255);
  return (x, y) => {
    const [column, row] = [across[x]!, down[y]!];
    return (channel(column, row, 11, 31) << 11) | (channel(column, row, 5, 63) << 5) | channel(column, row, 0, 31);
  };
}

type ChannelMean = (column: Span, row: Span, shift: number, mask: number) => number;

function wholeSpan({ step, end, clamp }: Axis, at: number): Span {
  const first = clamp(at >> 16);
  const after = first + (step >> 16);
  // The last pixel is included whenever the span comes near it.
  const last = after >= end ? end : after - 1;
  return { first, last, firstWeight: 0, lastWeight: 0 };
}

function plainMean({ pixels, width }: Raster): ChannelMean {
  return (column, row, shift, mask) => {
    let sum = 0;
    for (let y = row.first; y <= row.last; y++)
      for (let x = column.first; x <= column.last; x++) sum += (pixels[y * width + x]! >> shift) & mask;
    const area = (column.last - column.first + 1) * (row.last - row.first + 1);
    return Math.floor((sum + (area >> 1)) / area);
  };
}

function weightedSpan({ step, end, clamp }: Axis, at: number, { unit, bits }: Rounding): Span {
  const fraction = unit - 1;
  const shift = 16 - bits;
  const sum = unit + ((step >> shift) & fraction);
  const first = clamp(at >> 16);
  let last = first + ((step + one - 1) >> 16) - 1;
  let firstWeight = unit - (((at + fraction) >> shift) & fraction);
  let lastWeight = ((at + step + fraction) >> shift) & fraction;
  if (lastWeight === 0 && firstWeight < sum) lastWeight = unit;
  if (last > end) {
    last = end;
    lastWeight = last === first ? 0 : unit;
  }
  if (firstWeight + lastWeight < sum) {
    firstWeight += unit / 2;
    lastWeight += unit / 2;
  }
  if (firstWeight + lastWeight > sum) lastWeight -= 1;
  return { first, last, firstWeight, lastWeight };
}

function weightedMean({ pixels, width }: Raster, { unit, bits, half }: Rounding): ChannelMean {
  return (column, row, shift, mask) => {
    const value = (x: number, y: number): number => (pixels[y * width + x]! >> shift) & mask;
    const { first: left, last: right, firstWeight: leftWeight, lastWeight: rightWeight } = column;
    const { first: top, last: bottom, firstWeight: topWeight, lastWeight: bottomWeight } = row;
    const between = right - left - 1;
    const betweenRows = bottom - top - 1;
    let area = (topWeight + bottomWeight) * (leftWeight + rightWeight);
    let sum =
      (value(left, top) * leftWeight + value(right, top) * rightWeight) * topWeight +
      (value(left, bottom) * leftWeight + value(right, bottom) * rightWeight) * bottomWeight;
    const round = (): void => {
      area = (area + unit - 1) >> bits;
      sum = (sum + half) >> bits;
    };
    round();
    if (between > 0) {
      area += between * (topWeight + bottomWeight);
      for (let x = left + 1; x < right; x++) sum += value(x, top) * topWeight + value(x, bottom) * bottomWeight;
    }
    if (betweenRows > 0) {
      area += betweenRows * (leftWeight + rightWeight);
      for (let y = top + 1; y < bottom; y++) sum += value(left, y) * leftWeight + value(right, y) * rightWeight;
    }
    round();
    if (between > 0 && betweenRows > 0) {
      area += between * betweenRows;
      for (let y = top + 1; y < bottom; y++) for (let x = left + 1; x < right; x++) sum += value(x, y);
    }
    return Math.floor((sum + (area >> 1)) / area);
  };
}
