/** Statistics of one channel's histogram, named like those of OpenMV's `statistics` object. */
export interface ChannelStatistics {
  /** Number of pixels, above 0. */
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  /** The most frequent value; the smallest if there are several. */
  readonly mode: number;
  /** Standard deviation. */
  readonly stdev: number;
  readonly min: number;
  readonly max: number;
  /** Lower quartile: a quarter of the pixels is not above it. */
  readonly lq: number;
  /** Upper quartile: three quarters of the pixels are not above it. */
  readonly uq: number;
}

/** Statistics of a histogram whose first bin has the value `low`; undefined if it is empty. */
export function statisticsOf(bins: Uint32Array, low: number): ChannelStatistics | undefined {
  let count = 0;
  let sum = 0;
  let mode = 0;
  let min = -1;
  let max = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const amount = bins[bin]!;
    if (amount === 0) continue;
    count += amount;
    sum += amount * bin;
    if (amount > bins[mode]!) mode = bin;
    if (min < 0) min = bin;
    max = bin;
  }
  if (count === 0) return undefined;
  const mean = sum / count;
  let squares = 0;
  for (let bin = min; bin <= max; bin++) squares += bins[bin]! * (bin - mean) ** 2;
  return {
    count,
    mean: mean + low,
    median: low + percentileBin(bins, count, 0.5),
    mode: low + mode,
    stdev: Math.sqrt(squares / count),
    min: low + min,
    max: low + max,
    lq: low + percentileBin(bins, count, 0.25),
    uq: low + percentileBin(bins, count, 0.75),
  };
}

/** The first bin at which the cumulative count reaches `share` of all pixels. */
function percentileBin(bins: Uint32Array, count: number, share: number): number {
  let seen = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    seen += bins[bin]!;
    if (seen > 0 && seen >= share * count) return bin;
  }
  return bins.length - 1;
}
