// Samples of a source picture at the positions of a scaled, mirrored or transposed copy. Nearest takes the firmware's
// pixels; bilinear, bicubic and area use plain floating point, so values may differ from the camera's by one step.

import { formats, type Raster } from './raster.ts';

export const hints = {
  area: 1,
  bilinear: 2,
  bicubic: 4,
  hmirror: 16,
  vflip: 32,
  transpose: 64,
  center: 128,
  extractRgbChannelFirst: 256,
  applyColorPaletteFirst: 512,
  scaleAspectKeep: 1024,
  scaleAspectExpand: 2048,
  scaleAspectIgnore: 4096,
} as const;

export interface Region {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** One axis of a sample: source positions and their weights (sum 1). */
interface Taps {
  readonly positions: Int32Array;
  readonly weights: Float64Array;
}

/** Gives the source value for column `x`, row `y` of the scaled copy. Grey values are 0 to 255 also for 1-bit sources. */
export type Sampler = (x: number, y: number) => number;

/**
 * @param across, down size of the scaled copy before transposition (pixels)
 * @param scaleX, scaleY how much larger than `region` it is
 */
export function makeSampler(
  source: Raster,
  region: Region,
  across: number,
  down: number,
  scaleX: number,
  scaleY: number,
  hint: number,
): Sampler {
  const { pixels, width } = source;
  const smooth =
    (hint & (hints.area | hints.bilinear | hints.bicubic)) !== 0 && (scaleX !== 1 || scaleY !== 1) ? hint : 0;
  const columns = axis(across, scaleX, region.x, region.w, smooth, (hint & hints.hmirror) !== 0);
  const rows = axis(down, scaleY, region.y, region.h, smooth, (hint & hints.vflip) !== 0);
  const gain = source.format === formats.binary ? 255 : 1;
  let sample: Sampler;
  if (smooth === 0) {
    const xs = columns.map((taps) => taps.positions[0]!);
    const offsets = rows.map((taps) => taps.positions[0]! * width);
    sample = (x, y) => pixels[offsets[y]! + xs[x]!]! * gain;
  } else if (source.format === formats.rgb565) {
    sample = (x, y) => {
      const [r, g, b] = weighColor(pixels, width, columns[x]!, rows[y]!);
      return (limit(r, 31) << 11) | (limit(g, 63) << 5) | limit(b, 31);
    };
  } else {
    sample = (x, y) => limit(weigh(pixels, width, columns[x]!, rows[y]!) * gain, 255);
  }
  return (hint & hints.transpose) === 0 ? sample : (x, y) => sample(y, x);
}

function limit(value: number, top: number): number {
  const whole = Math.round(value);
  return whole < 0 ? 0 : whole > top ? top : whole;
}

function axis(count: number, scale: number, start: number, length: number, hint: number, mirror: boolean): Taps[] {
  const taps: Taps[] = [];
  const step = 1 / scale;
  const clamp = (position: number): number => start + Math.min(Math.max(position, 0), length - 1);
  for (let i = 0; i < count; i++) {
    const n = mirror ? count - 1 - i : i;
    if (hint & hints.area && scale < 1) taps.push(boxTaps(n * step, (n + 1) * step, clamp));
    else if (hint & hints.bicubic) taps.push(kernelTaps((n + 0.5) * step - 0.5, 4, cubic, clamp));
    else if (hint & hints.bilinear) taps.push(kernelTaps((n + 0.5) * step - 0.5, 2, triangle, clamp));
    else taps.push({ positions: Int32Array.of(clamp(Math.floor(n * step + 1e-6))), weights: Float64Array.of(1) });
  }
  return taps;
}

function boxTaps(from: number, to: number, clamp: (position: number) => number): Taps {
  const first = Math.floor(from + 1e-6);
  const last = Math.max(Math.ceil(to - 1e-6) - 1, first);
  const positions = new Int32Array(last - first + 1);
  const weights = new Float64Array(positions.length);
  let sum = 0;
  for (let k = 0; k < positions.length; k++) {
    positions[k] = clamp(first + k);
    weights[k] = Math.max(Math.min(first + k + 1, to) - Math.max(first + k, from), 1e-6);
    sum += weights[k]!;
  }
  for (let k = 0; k < weights.length; k++) weights[k]! /= sum;
  return { positions, weights };
}

function kernelTaps(
  at: number,
  size: number,
  kernel: (t: number) => number,
  clamp: (position: number) => number,
): Taps {
  const first = Math.floor(at) - size / 2 + 1;
  const positions = new Int32Array(size);
  const weights = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    positions[k] = clamp(first + k);
    weights[k] = kernel(Math.abs(at - first - k));
  }
  return { positions, weights };
}

function triangle(t: number): number {
  return Math.max(1 - t, 0);
}

/** Catmull-Rom. */
function cubic(t: number): number {
  if (t < 1) return 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
  return t < 2 ? -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2 : 0;
}

function weigh(pixels: Raster['pixels'], width: number, columns: Taps, rows: Taps): number {
  let sum = 0;
  for (let j = 0; j < rows.positions.length; j++) {
    const row = rows.positions[j]! * width;
    let line = 0;
    for (let i = 0; i < columns.positions.length; i++)
      line += pixels[row + columns.positions[i]!]! * columns.weights[i]!;
    sum += line * rows.weights[j]!;
  }
  return sum;
}

const color: [number, number, number] = [0, 0, 0];

/** Red, green and blue of 5, 6 and 5 bits, in an array that the next call reuses. */
function weighColor(
  pixels: Raster['pixels'],
  width: number,
  columns: Taps,
  rows: Taps,
): readonly [number, number, number] {
  let r = 0;
  let g = 0;
  let b = 0;
  for (let j = 0; j < rows.positions.length; j++) {
    const row = rows.positions[j]! * width;
    for (let i = 0; i < columns.positions.length; i++) {
      const pixel = pixels[row + columns.positions[i]!]!;
      const weight = columns.weights[i]! * rows.weights[j]!;
      r += (pixel >> 11) * weight;
      g += ((pixel >> 5) & 63) * weight;
      b += (pixel & 31) * weight;
    }
  }
  color[0] = r;
  color[1] = g;
  color[2] = b;
  return color;
}
