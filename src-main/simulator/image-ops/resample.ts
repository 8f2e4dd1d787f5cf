// Samples of a source image at the positions of a scaled, mirrored or transposed copy, in the firmware's fixed point, so
// that every pixel has the camera's value. Which way of sampling a hint stands for is decided here.

import { areaSampler } from './sample-area.ts';
import { bicubicSampler, bilinearSampler } from './sample-smooth.ts';
import { formats, type Raster } from './raster.ts';
import { one, type Axis, type Sampler, stepsOf } from './sample-axis.ts';

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

export interface ScaledCopy {
  /** Part of the source. */
  readonly region: Region;
  /** Size before transposition, in pixels. */
  readonly across: number;
  readonly down: number;
  /** First column and row that are drawn; those before them are clipped. */
  readonly firstX: number;
  readonly firstY: number;
  /** How much larger than `region` the copy is. */
  readonly scaleX: number;
  readonly scaleY: number;
  readonly hint: number;
}

export function makeSampler(source: Raster, copy: ScaledCopy): Sampler {
  const { region, hint } = copy;
  const way = wayOf(copy);
  const shifted = way === hints.bilinear || way === hints.bicubic;
  const columns = stepsOf({
    count: copy.across,
    first: copy.firstX,
    scale: copy.scaleX,
    start: region.x,
    length: region.w,
    mirror: (hint & hints.hmirror) !== 0,
    shifted,
  });
  const rows = stepsOf({
    count: copy.down,
    first: copy.firstY,
    scale: copy.scaleY,
    start: region.y,
    length: region.h,
    mirror: (hint & hints.vflip) !== 0,
    shifted,
  });
  const sample = samplerOf(way, source, columns, rows);
  const level: Sampler = source.format === formats.binary ? (x, y) => sample(x, y) * 255 : sample;
  return (hint & hints.transpose) === 0 ? level : (x, y) => level(y, x);
}

/** The hint that counts: some are ignored at certain scales and sizes. */
function wayOf({ region, scaleX, scaleY, hint }: ScaledCopy): number {
  const isOriginalSize = stepOf(scaleX) === one && stepOf(scaleY) === one;
  if (isOriginalSize || ((hint & hints.area) !== 0 && scaleX >= 1 && scaleY >= 1)) return 0;
  const canSmooth = region.w > 1 && region.h > 1;
  if (hint & hints.area) return canSmooth ? hints.area : 0;
  if (hint & hints.bicubic && region.w > 3 && region.h > 3) return hints.bicubic;
  return hint & (hints.bilinear | hints.bicubic) && canSmooth ? hints.bilinear : 0;
}

function stepOf(scale: number): number {
  return Math.floor(Math.fround(one / Math.fround(scale)));
}

function samplerOf(way: number, source: Raster, columns: Axis, rows: Axis): Sampler {
  if (way === hints.area) return areaSampler(source, columns, rows);
  if (way === hints.bicubic) return bicubicSampler(source, columns, rows);
  if (way === hints.bilinear) return bilinearSampler(source, columns, rows);
  const { pixels, width } = source;
  const xs = columns.positions.map((at) => columns.clamp(at >> 16));
  const offsets = rows.positions.map((at) => rows.clamp(at >> 16) * width);
  return (x, y) => pixels[offsets[y]! + xs[x]!]!;
}
