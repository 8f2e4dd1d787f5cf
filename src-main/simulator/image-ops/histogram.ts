// Histograms and what is read off them: percentile, Otsu threshold, statistics. Shares and sums are rounded to single
// precision like the camera's, because equality decides at the edges of a percentile.

import { lab } from './color.ts';
import { formats, type Raster } from './raster.ts';
import type { Region } from './resample.ts';
import { type Threshold, thresholdTable } from './threshold.ts';

/** One channel: `bins` share of pixels (sum 1) over values `min` to `max`. */
export interface ChannelHistogram {
  readonly bins: Float32Array;
  readonly min: number;
  readonly max: number;
}

export interface HistogramOptions {
  readonly region: Region;
  /** None: every pixel counts. */
  readonly thresholds: readonly Threshold[];
  readonly invert: boolean;
  /** Number of bins a channel: one for grey and 1-bit images, three (L, a, b) for colour. */
  readonly binCounts: readonly number[];
  /** Another image of the same size and format; the absolute difference is counted. */
  readonly other?: Raster | undefined;
}

const labRanges = [
  [0, 100],
  [-128, 127],
  [-128, 127],
] as const;

export function rangesOf(format: number): readonly (readonly [min: number, max: number])[] {
  if (format === formats.rgb565) return labRanges;
  return format === formats.grayscale ? [[0, 255]] : [[0, 1]];
}

export function histogram(raster: Raster, options: HistogramOptions): ChannelHistogram[] {
  const counts = countValues(raster, options);
  const ranges = rangesOf(raster.format);
  const channels = ranges.map(([min, max], channel) => {
    const binCount = options.binCounts[channel] ?? max - min + 1;
    return { sums: new Float64Array(binCount), scale: Math.fround((binCount - 1) / (max - min)), min, max };
  });
  const table = raster.format === formats.rgb565 ? lab() : undefined;
  let total = 0;
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value]!;
    if (count === 0) continue;
    total += count;
    for (const [k, channel] of channels.entries()) {
      const level = table === undefined ? value : table[(value >> 1) * 3 + k]!;
      channel.sums[Math.round((level - channel.min) * channel.scale)]! += count;
    }
  }
  const share = total === 0 ? 0 : Math.fround(1 / total);
  return channels.map(({ sums, min, max }) => ({ bins: Float32Array.from(sums, (sum) => sum * share), min, max }));
}

/** How often each pixel value occurs; a pixel counts once for every threshold that accepts it. */
function countValues(raster: Raster, options: HistogramOptions): Uint32Array {
  const { region, other, thresholds } = options;
  const { pixels, width, format } = raster;
  const counts = new Uint32Array(format === formats.rgb565 ? 65536 : format === formats.grayscale ? 256 : 2);
  for (let y = region.y; y < region.y + region.h; y++) {
    const end = y * width + region.x + region.w;
    for (let i = y * width + region.x; i < end; i++) {
      counts[other === undefined ? pixels[i]! : difference(pixels[i]!, other.pixels[i]!, format)]!++;
    }
  }
  if (thresholds.length === 0) return counts;
  const tables = thresholds.map((threshold) => thresholdTable(format, threshold, options.invert));
  return counts.map((count, value) => (count === 0 ? 0 : count * tables.filter((table) => table[value] === 1).length));
}

function difference(a: number, b: number, format: number): number {
  if (format !== formats.rgb565) return Math.abs(a - b);
  const r = Math.abs((a >> 11) - (b >> 11));
  const g = Math.abs(((a >> 5) & 63) - ((b >> 5) & 63));
  return (r << 11) | (g << 5) | Math.abs((a & 31) - (b & 31));
}

function valueOf({ bins, min, max }: ChannelHistogram, i: number): number {
  return Math.fround(Math.fround(i * Math.fround((max - min) / (bins.length - 1))) + min);
}

/** The value below which `share` (0 to 1) of the pixels lie; 0 where none does. */
export function percentile(channel: ChannelHistogram, share: number): number {
  const wanted = Math.fround(share);
  let sum = 0;
  for (const [i, bin] of channel.bins.entries()) {
    const next = Math.fround(sum + bin);
    if (sum < wanted && wanted <= next) return Math.floor(valueOf(channel, i));
    sum = next;
  }
  return 0;
}

/** Otsu's threshold. */
export function otsuThreshold({ bins, min, max }: ChannelHistogram): number {
  let mean = 0;
  for (const [i, bin] of bins.entries()) mean = Math.fround(mean + Math.fround(i * bin));
  let below = 0;
  let weighted = 0;
  let best = 0;
  let threshold = 0;
  for (let i = 0; i + 1 < bins.length; i++) {
    below = Math.fround(below + bins[i]!);
    weighted = Math.fround(weighted + Math.fround(i * bins[i]!));
    if (below === 0 || below === 1) continue;
    const variance = Math.fround((below * mean - weighted) ** 2 / (below * (1 - below)));
    if (variance > best) {
      best = variance;
      threshold = i;
    }
  }
  return Math.trunc((threshold * (max - min)) / (bins.length - 1)) + min;
}

/** mean, median, mode, standard deviation, min, max, lower and upper quartile; whole numbers. */
export function statistics(channel: ChannelHistogram): number[] {
  const { bins } = channel;
  let mean = 0;
  let square = 0;
  let mode = 0;
  let most = 0;
  let min: number | undefined;
  let max = 0;
  for (const [i, bin] of bins.entries()) {
    if (bin === 0) continue;
    const value = valueOf(channel, i);
    mean = Math.fround(mean + Math.fround(value * bin));
    square = Math.fround(square + Math.fround(Math.fround(value * value) * bin));
    const whole = Math.floor(value);
    if (bin > most) {
      most = bin;
      mode = whole;
    }
    min ??= whole;
    max = whole;
  }
  const deviation = Math.floor(Math.sqrt(Math.max(square - mean * mean, 0)));
  const quartile = (share: number): number => percentile(channel, share);
  return [Math.floor(mean), quartile(0.5), mode, deviation, min ?? 0, max, quartile(0.25), quartile(0.75)];
}
