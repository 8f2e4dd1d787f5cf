// Brightness and colour of a whole image: histogram equalisation, gamma, white balance, colour matrix.

import { blue8, chromaU, chromaV, clampByte, green8, red8, yuvToRgb565 } from './color.ts';
import { fastPower, roundHalfEven } from './fast-math.ts';
import { brightnessTable, formats, type Raster, whiteOf } from './raster.ts';

/** A pixel with another brightness 0 to 255 and its old colour. */
function withBrightness(pixel: number, level: number, format: number): number {
  if (format === formats.grayscale) return level;
  if (format === formats.binary) return level > 127 ? 1 : 0;
  const [r, g, b] = [red8(pixel), green8(pixel), blue8(pixel)];
  return yuvToRgb565(level, chromaU(r, g, b), chromaV(r, g, b));
}

/** Spreads the brightness evenly; pixels with mask 0 stay. */
export function equalize(raster: Raster, mask?: Uint8Array): void {
  const { pixels, format } = raster;
  const level = brightnessTable(format);
  const sums = new Uint32Array(256);
  for (const pixel of pixels) sums[level[pixel]!]!++;
  for (let i = 1; i < 256; i++) sums[i]! += sums[i - 1]!;
  const table = Uint8Array.from(sums, (sum) => Math.floor((255 * sum) / pixels.length));
  for (let i = 0; i < pixels.length; i++) {
    if (mask?.[i] !== 0) pixels[i] = withBrightness(pixels[i]!, table[level[pixels[i]!]!]!, format);
  }
}

const tilesAcross = 8;

/**
 * Equalises 8 × 8 tiles and blends between them (CLAHE). `clipLimit` bounds the contrast as a multiple of the mean bin;
 * 1 gives the image back, 0 or less means no bound.
 */
export function equalizeAdaptive(raster: Raster, clipLimit: number, mask?: Uint8Array): void {
  const { pixels, width, height, format } = raster;
  const level = brightnessTable(format);
  const tileWidth = Math.max(Math.ceil(width / tilesAcross), 1);
  const tileHeight = Math.max(Math.ceil(height / tilesAcross), 1);
  const columns = Math.ceil(width / tileWidth);
  const rows = Math.ceil(height / tileHeight);
  const tables: Uint8Array[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const counts = new Float64Array(256);
      const bottom = Math.min((row + 1) * tileHeight, height);
      const right = Math.min((column + 1) * tileWidth, width);
      for (let y = row * tileHeight; y < bottom; y++) {
        for (let x = column * tileWidth; x < right; x++) counts[level[pixels[y * width + x]!]!]!++;
      }
      tables.push(clippedTable(counts, clipLimit));
    }
  }
  const source = pixels.slice();
  for (let y = 0; y < height; y++) {
    const v = Math.min(Math.max((y + 0.5) / tileHeight - 0.5, 0), rows - 1);
    const top = Math.floor(v);
    const below = Math.min(top + 1, rows - 1);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (mask?.[at] === 0) continue;
      const u = Math.min(Math.max((x + 0.5) / tileWidth - 0.5, 0), columns - 1);
      const left = Math.floor(u);
      const beside = Math.min(left + 1, columns - 1);
      const tone = level[source[at]!]!;
      const table = (row: number, column: number): number => tables[row * columns + column]![tone]!;
      const upper = table(top, left) + (table(top, beside) - table(top, left)) * (u - left);
      const lower = table(below, left) + (table(below, beside) - table(below, left)) * (u - left);
      pixels[at] = withBrightness(source[at]!, Math.round(upper + (lower - upper) * (v - top)), format);
    }
  }
}

function clippedTable(counts: Float64Array, clipLimit: number): Uint8Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (clipLimit > 0) {
    const limit = Math.max((clipLimit * total) / 256, 1);
    let surplus = 0;
    for (let i = 0; i < 256; i++) {
      surplus += Math.max(counts[i]! - limit, 0);
      counts[i] = Math.min(counts[i]!, limit);
    }
    for (let i = 0; i < 256; i++) counts[i]! += surplus / 256;
  }
  let sum = 0;
  return Uint8Array.from(counts, (count) => clampByte(Math.floor((255 * (sum += count)) / total)));
}

export function gammaCorrection(raster: Raster, gamma: number, contrast: number, brightness: number): void {
  const single = Math.fround;
  const exponent = gamma === 0 ? 0 : single(1 / single(gamma));
  const curve = (top: number): Uint8Array => {
    const share = single(1 / top);
    return Uint8Array.from({ length: top + 1 }, (_, i) => {
      const power = fastPower(single(i * share), exponent);
      const value = Math.trunc(single(single(single(power * single(contrast)) + single(brightness)) * top));
      return value < 0 ? 0 : Math.min(value, top);
    });
  };
  const { pixels, format } = raster;
  if (format !== formats.rgb565) {
    const table = curve(whiteOf(format));
    for (let i = 0; i < pixels.length; i++) pixels[i] = table[pixels[i]!]!;
    return;
  }
  const five = curve(31);
  const six = curve(63);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    pixels[i] = (five[pixel >> 11]! << 11) | (six[(pixel >> 5) & 63]! << 5) | five[pixel & 31]!;
  }
}

type Color = readonly [red: number, green: number, blue: number];

/** In the six bits of green. */
function brightestOf(pixels: ArrayLike<number>): Color {
  const most: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    most[0] = Math.max(most[0], (pixel >> 11) * 2);
    most[1] = Math.max(most[1], (pixel >> 5) & 63);
    most[2] = Math.max(most[2], (pixel & 31) * 2);
  }
  return most;
}

/** In the six bits of green, rounded. */
function meansOf(pixels: ArrayLike<number>): Color {
  let [r, g, b] = [0, 0, 0];
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    r += pixel >> 11;
    g += (pixel >> 5) & 63;
    b += pixel & 31;
  }
  const half = pixels.length >> 1;
  const mean = (sum: number): number => Math.floor((sum + half) / pixels.length);
  return [mean(r * 2), mean(g), mean(b * 2)];
}

/** Scales red and blue to match green: by the means, or by the brightest values. Grey images stay. */
export function autoWhiteBalance(raster: Raster, brightest: boolean): void {
  if (raster.format !== formats.rgb565) return;
  const { pixels } = raster;
  const [r, g, b] = brightest ? brightestOf(pixels) : meansOf(pixels);
  const gain = (value: number): number => (value === 0 ? 0 : Math.min(Math.floor((g * 32) / value), 128));
  const red = gain(r);
  const blue = gain(b);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    const newRed = Math.min(((pixel >> 11) * red) >> 5, 31);
    const newBlue = Math.min(((pixel & 31) * blue) >> 5, 31);
    pixels[i] = (newRed << 11) | (pixel & 0x7e0) | newBlue;
  }
}

/** Three rows of red, green, blue factor and offset. Grey images stay. */
export function colorCorrection(raster: Raster, matrix: ArrayLike<number>): void {
  if (raster.format !== formats.rgb565) return;
  const { pixels } = raster;
  // Green has twice the steps of red and blue, hence the two scales of the camera's fixed point.
  const rows = [0, 4, 8].map((k) => [
    Math.min(roundHalfEven(matrix[k]! * 64), 1024),
    Math.min(roundHalfEven(matrix[k + 1]! * 32), 512),
    Math.min(roundHalfEven(matrix[k + 2]! * 64), 1024),
    Math.min(roundHalfEven(matrix[k + 3]! * (k === 4 ? 32 : 64)), k === 4 ? 512 : 1024),
  ]) as [number, number, number, number][];
  const channel = (
    [r, g, b, offset]: [number, number, number, number],
    pixel: number,
    shift: number,
    top: number,
  ): number => {
    const value = (r * (pixel >> 11) + g * ((pixel >> 5) & 63) + b * (pixel & 31) + offset) >> shift;
    return value < 0 ? 0 : Math.min(value, top);
  };
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    const r = channel(rows[0]!, pixel, 6, 31);
    const g = channel(rows[1]!, pixel, 5, 63);
    pixels[i] = (r << 11) | (g << 5) | channel(rows[2]!, pixel, 6, 31);
  }
}
