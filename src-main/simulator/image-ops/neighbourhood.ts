// Filters that compute a pixel from the square around it: mean, median, mode, midpoint, any kernel, bilateral. Outside
// the image the nearest edge pixel counts. Colour images are filtered channel by channel in 5, 6 and 5 bits.

import { brightnessTable, formats, type Raster, whiteOf } from './raster.ts';

/** Computes one channel of a pixel from its neighbours. */
export interface ChannelFilter {
  /**
   * @param values the channel's values around the pixel, row by row, `(2 · ksize + 1)²` of them
   * @param center the channel's value of the pixel itself
   * @param top the channel's largest value
   */
  (values: Uint8Array, center: number, top: number): number;
}

export interface FilterOptions {
  /** 0: 1 × 1, 1: 3 × 3, … */
  readonly ksize: number;
  /** Compare with the filtered value instead of taking it: adaptive threshold. */
  readonly threshold: boolean;
  readonly offset: number;
  readonly invert: boolean;
  /** One a pixel; 0 keeps it. */
  readonly mask?: Uint8Array | undefined;
}

export function applyFilter(raster: Raster, filter: ChannelFilter, options: FilterOptions): void {
  const { pixels, width, height, format } = raster;
  const source = pixels.slice();
  const channels = format === formats.rgb565 ? splitColor(source) : [source as Uint8Array];
  const tops = format === formats.rgb565 ? [31, 63, 31] : [whiteOf(format)];
  const finish = options.threshold ? adaptive(raster, source, options) : undefined;
  const side = 2 * options.ksize + 1;
  const values = channels.map(() => new Uint8Array(side * side));
  const columns = Array.from({ length: side }, () => 0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (options.mask?.[at] === 0) continue;
      for (let k = 0; k < side; k++) columns[k] = Math.min(Math.max(x + k - options.ksize, 0), width - 1);
      let pixel = 0;
      for (const [c, channel] of channels.entries()) {
        const around = values[c]!;
        for (let j = 0, n = 0; j < side; j++) {
          const row = Math.min(Math.max(y + j - options.ksize, 0), height - 1) * width;
          for (let k = 0; k < side; k++) around[n++] = channel[row + columns[k]!]!;
        }
        const value = filter(around, channel[at]!, tops[c]!);
        pixel = c === 1 ? (pixel << 6) | value : (pixel << 5) | value;
      }
      pixels[at] = finish === undefined ? pixel : finish(pixel, at);
    }
  }
}

function splitColor(pixels: ArrayLike<number>): Uint8Array[] {
  return [
    Uint8Array.from(pixels, (pixel) => pixel >> 11),
    Uint8Array.from(pixels, (pixel) => (pixel >> 5) & 63),
    Uint8Array.from(pixels, (pixel) => pixel & 31),
  ];
}

function adaptive(
  raster: Raster,
  source: ArrayLike<number>,
  options: FilterOptions,
): (p: number, at: number) => number {
  const white = whiteOf(raster.format);
  // 1-bit images compare bits, not brightness.
  const level = raster.format === formats.binary ? [0, 1] : brightnessTable(raster.format);
  return (pixel, at) => (level[pixel]! - options.offset < level[source[at]!]! !== options.invert ? white : 0);
}

export function meanFilter(ksize: number): ChannelFilter {
  // The camera divides by multiplying with a 16-bit fraction: a white area becomes 254.
  const share = Math.floor(65536 / (2 * ksize + 1) ** 2);
  return (values) => {
    let sum = 0;
    for (const value of values) sum += value;
    return (sum * share) >> 16;
  };
}

/**
 * `share` 0.5 is the median, 0 the smallest, 1 the largest value. Like the camera's, grey levels come in steps of four,
 * and bits are white if at least `share` of them are. Where the camera's count is 0 it turns everything white; here the
 * smallest value stays.
 */
export function medianFilter(ksize: number, share: number): ChannelFilter {
  const rank = Math.max(Math.floor(Math.fround(share) * (2 * ksize + 1) ** 2), 1);
  const counts = new Uint16Array(64);
  return (values, _center, top) => {
    if (top === 1) return values.reduce((sum, value) => sum + value, 0) >= rank ? 1 : 0;
    const shift = top === 255 ? 2 : 0;
    counts.fill(0);
    for (const value of values) counts[value >> shift]!++;
    let level = 0;
    for (let sum = counts[0]!; sum < rank; sum += counts[level]!) level++;
    return level << shift;
  };
}

/** The most frequent value; of equals the smallest. */
export function modeFilter(): ChannelFilter {
  const counts = new Uint16Array(256);
  return (values) => {
    let best = 256;
    let most = 0;
    for (const value of values) {
      const count = ++counts[value]!;
      if (count > most || (count === most && value < best)) {
        most = count;
        best = value;
      }
    }
    for (const value of values) counts[value] = 0;
    return best;
  };
}

/**
 * Between the smallest (`bias` 0) and the largest (1) value. As on the camera, a value that is the smallest so far is not
 * looked at as the largest, so that the first value and falling ones never are.
 */
export function midpointFilter(bias: number): ChannelFilter {
  const share = Math.fround(bias);
  return (values, _center, top) => {
    let min = top;
    let max = 0;
    for (const value of values) {
      if (value < min) min = value;
      else if (value > max) max = value;
    }
    if (top === 1) return values.includes(0) ? Math.floor((values.includes(1) ? 1 : 0) * share) : 1;
    return min + Math.floor(Math.fround(Math.max(max - min, 0) * share));
  };
}

/** Sum of kernel times neighbours, times `scale`, plus `add`, in 16.16 fixed point like the camera. */
export function kernelFilter(kernel: ArrayLike<number>, scale: number, add: number): ChannelFilter {
  const factor = Math.round(65536 * scale);
  const offset = Math.round(65536 * add);
  return (values, _center, top) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += kernel[i]! * values[i]!;
    const value = Math.floor((sum * factor + offset) / 65536);
    return value < 0 ? 0 : value > top ? top : value;
  };
}

/** Weights fall with the distance in space and in value; sigmas are shares of the kernel's and the channel's range. */
export function bilateralFilter(ksize: number, colorSigma: number, spaceSigma: number): ChannelFilter {
  const side = 2 * ksize + 1;
  const reach = Math.hypot(ksize, ksize) || 1;
  const space = Float64Array.from({ length: side * side }, (_, i) =>
    bell(Math.hypot((i % side) - ksize, Math.floor(i / side) - ksize) / reach, spaceSigma),
  );
  const tones = new Map<number, Float64Array>();
  return (values, center, top) => {
    let tone = tones.get(top);
    if (tone === undefined) {
      tone = Float64Array.from({ length: top + 1 }, (_, difference) => bell(difference / top, colorSigma));
      tones.set(top, tone);
    }
    let sum = 0;
    let total = 0;
    for (let i = 0; i < values.length; i++) {
      const weight = tone[Math.abs(center - values[i]!)]! * space[i]!;
      sum += values[i]! * weight;
      total += weight;
    }
    return total === 0 ? 0 : Math.min(Math.floor(sum / total + 1e-9), top);
  };
}

function bell(x: number, sigma: number): number {
  return Math.exp((x * x) / (-2 * sigma * sigma)) / Math.abs(sigma);
}
