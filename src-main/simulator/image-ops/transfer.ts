// Drawing one image onto another: draw_image, blend, add and the other two-image operations, and every conversion,
// copy, crop and scale. Steps for a pixel: sample the source, take a channel, look up palettes, convert to the target's
// format, mix by alpha, combine with what is there.

import { blue8, green8, luma, red8, rgb565 } from './color.ts';
import type { Combine } from './combine.ts';
import { blankRaster, brightnessTable, formats, type Raster, type RasterFormat } from './raster.ts';
import { hints, makeSampler, type Region } from './resample.ts';

export interface TransferOptions {
  /** Where the copy's top left corner goes. */
  readonly x: number;
  readonly y: number;
  /** Negative values mirror. */
  readonly scaleX: number;
  readonly scaleY: number;
  /** Part of the source; lies inside it. */
  readonly region: Region;
  /** 0 red, 1 green, 2 blue, −1 all */
  readonly channel: number;
  /** 0 to 255 */
  readonly alpha: number;
  /** 256 RGB565 values, looked up by the source's brightness */
  readonly colorPalette?: ArrayLike<number> | undefined;
  /** 256 values 0 to 255 */
  readonly alphaPalette?: ArrayLike<number> | undefined;
  /** Bits of `hints`. */
  readonly hint: number;
  /** Alpha mixes with black in place of the target. */
  readonly blackBackground: boolean;
  readonly combine?: Combine | undefined;
  /** One a pixel of the target: 0 keeps it. */
  readonly mask?: Uint8Array | undefined;
}

/** Where the copy lies and how large it is, before clipping. */
interface Placement {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the target that a transfer covers; undefined when nothing is drawn. */
export function coveredRegion(target: Raster, options: TransferOptions): Region | undefined {
  const place = placement(target, options);
  const x = Math.max(place.x, 0);
  const y = Math.max(place.y, 0);
  const w = Math.min(place.x + place.width, target.width) - x;
  const h = Math.min(place.y + place.height, target.height) - y;
  return w < 1 || h < 1 || options.alpha === 0 ? undefined : { x, y, w, h };
}

export function transfer(target: Raster, source: Raster, options: TransferOptions): void {
  const covered = coveredRegion(target, options);
  if (covered === undefined) return;
  if (isPlainCopy(target, source, options)) {
    copyRows(target, source, covered, options);
    return;
  }
  const early = hints.extractRgbChannelFirst | hints.applyColorPaletteFirst;
  if (options.hint & early && options.hint & (hints.area | hints.bilinear | hints.bicubic)) {
    const { source: prepared, options: rest } = applyLookupsFirst(source, options);
    transfer(target, prepared, rest);
    return;
  }
  draw(target, source, covered, options);
}

function placement(target: Raster, options: TransferOptions): Placement {
  const { region, hint } = options;
  const transposed = (hint & hints.transpose) !== 0;
  let scaleX = Math.abs(options.scaleX);
  let scaleY = Math.abs(options.scaleY);
  if (hint & (hints.scaleAspectKeep | hints.scaleAspectExpand | hints.scaleAspectIgnore)) {
    const fitX = (transposed ? target.height : target.width) / region.w;
    const fitY = (transposed ? target.width : target.height) / region.h;
    const fit = hint & hints.scaleAspectKeep ? Math.min(fitX, fitY) : Math.max(fitX, fitY);
    scaleX *= hint & hints.scaleAspectIgnore ? fitX : fit;
    scaleY *= hint & hints.scaleAspectIgnore ? fitY : fit;
  }
  // A hair more, so that a scale that was meant to give a whole number does.
  const across = Math.floor(scaleX * region.w + 1e-6);
  const down = Math.floor(scaleY * region.h + 1e-6);
  const width = transposed ? down : across;
  const height = transposed ? across : down;
  const center = (hint & hints.center) !== 0;
  const x = options.x + (center ? Math.floor((target.width - width) / 2) : 0);
  const y = options.y + (center ? Math.floor((target.height - height) / 2) : 0);
  return { x, y, scaleX, scaleY, width, height };
}

function isPlainCopy(target: Raster, source: Raster, options: TransferOptions): boolean {
  const { scaleX, scaleY, channel, alpha, colorPalette, alphaPalette, hint, combine, mask } = options;
  const shape = ~(hints.center | hints.area | hints.bilinear | hints.bicubic | 0x300);
  return (
    target.format === source.format &&
    scaleX === 1 &&
    scaleY === 1 &&
    channel < 0 &&
    alpha === 255 &&
    (hint & shape) === 0 &&
    colorPalette === undefined &&
    alphaPalette === undefined &&
    combine === undefined &&
    mask === undefined
  );
}

function copyRows(target: Raster, source: Raster, covered: Region, options: TransferOptions): void {
  const place = placement(target, options);
  const fromX = options.region.x + covered.x - place.x;
  const fromY = options.region.y + covered.y - place.y;
  // In-place crops move rows up, so going down never overwrites a row still to be read.
  for (let j = 0; j < covered.h; j++) {
    const from = (fromY + j) * source.width + fromX;
    target.pixels.set(source.pixels.subarray(from, from + covered.w), (covered.y + j) * target.width + covered.x);
  }
}

/** Channel and colour palette before scaling, so that interpolation mixes their results. */
function applyLookupsFirst(source: Raster, options: TransferOptions): { source: Raster; options: TransferOptions } {
  const format = options.colorPalette !== undefined ? formats.rgb565 : formats.grayscale;
  const prepared = blankRaster(source.width, source.height, format);
  const whole = { x: 0, y: 0, w: source.width, h: source.height };
  const plain = { ...options, x: 0, y: 0, scaleX: 1, scaleY: 1, region: whole, hint: 0, alpha: 255 };
  draw(prepared, source, whole, { ...plain, alphaPalette: undefined, combine: undefined, mask: undefined });
  const hint = options.hint & ~(hints.extractRgbChannelFirst | hints.applyColorPaletteFirst);
  return { source: prepared, options: { ...options, hint, channel: -1, colorPalette: undefined } };
}

function draw(target: Raster, source: Raster, covered: Region, options: TransferOptions): void {
  const place = placement(target, options);
  const { region, mask, combine } = options;
  const transposed = (options.hint & hints.transpose) !== 0;
  let hint = options.hint;
  if (options.scaleX < 0) hint ^= hints.hmirror;
  if (options.scaleY < 0) hint ^= hints.vflip;
  const clipX = covered.x - place.x;
  const clipY = covered.y - place.y;
  const sample = makeSampler(source, {
    region,
    across: transposed ? place.height : place.width,
    down: transposed ? place.width : place.height,
    firstX: transposed ? clipY : clipX,
    firstY: transposed ? clipX : clipY,
    scaleX: place.scaleX,
    scaleY: place.scaleY,
    hint,
  });
  const look = lookupTables(source.format, target.format, options);
  const { pixels, width } = target;
  const blend = look.alpha === undefined ? undefined : blender(target.format);
  for (let y = covered.y; y < covered.y + covered.h; y++) {
    for (let x = covered.x; x < covered.x + covered.w; x++) {
      const at = y * width + x;
      if (mask !== undefined && mask[at] === 0) continue;
      const value = sample(x - place.x, y - place.y);
      let pixel = look.pixel[value]!;
      const old = pixels[at]!;
      if (blend !== undefined) pixel = blend(pixel, options.blackBackground ? 0 : old, look.alpha![value]!);
      pixels[at] = combine === undefined ? pixel : combine(old, pixel);
    }
  }
}

interface Lookup {
  /** Target pixel for each sample. */
  readonly pixel: ArrayLike<number>;
  /** Alpha 0 to 255 for each sample, where any is below 255. */
  readonly alpha: Uint8Array | undefined;
}

/** Everything between sample and blending depends on the sample alone: one table of 256 or 65536 entries. */
function lookupTables(from: RasterFormat, to: RasterFormat, options: TransferOptions): Lookup {
  const { channel, colorPalette, alphaPalette, alpha } = options;
  const colored = from === formats.rgb565;
  const channelOf = [red8, green8, blue8][channel];
  const level = colored ? (channelOf ?? ((pixel: number) => luma()[pixel]!)) : (value: number) => value;
  const count = colored ? 65536 : 256;
  const asColor = colored && channelOf === undefined && colorPalette === undefined;
  let alphas: Uint8Array | undefined;
  if (alphaPalette !== undefined || alpha < 255) {
    alphas = Uint8Array.from({ length: count }, (_, i) =>
      alphaPalette === undefined ? alpha : Math.round((alphaPalette[level(i)]! * alpha) / 255),
    );
  }
  const cached = asColor || colorPalette === undefined ? conversions.get(`${from} ${to} ${channel}`) : undefined;
  if (cached !== undefined) return { pixel: cached, alpha: alphas };
  const pixel = Uint16Array.from({ length: count }, (_, i) => {
    if (asColor) return convertColor(i, to);
    if (colorPalette !== undefined) return convertColor(colorPalette[level(i)]!, to);
    return convertGray(level(i), to);
  });
  if (colorPalette === undefined) conversions.set(`${from} ${to} ${channel}`, pixel);
  return { pixel, alpha: alphas };
}

const conversions = new Map<string, Uint16Array>();

/** An RGB565 pixel in another format. */
export function convertColor(pixel: number, to: RasterFormat): number {
  return to === formats.rgb565 ? pixel : convertGray(luma()[pixel]!, to);
}

/** A grey level 0 to 255 in another format. */
export function convertGray(level: number, to: RasterFormat): number {
  if (to === formats.rgb565) return rgb565(level, level, level);
  return to === formats.grayscale ? level : level > 127 ? 1 : 0;
}

type Blend = (over: number, under: number, alpha: number) => number;

/** The camera mixes with 256 − alpha parts after widening alpha to 0–256. */
function blender(format: RasterFormat): Blend {
  const mix = (over: number, under: number, alpha: number, steps: number): number =>
    Math.floor((over * alpha + under * (steps - alpha)) / steps);
  if (format === formats.grayscale) return (over, under, alpha) => mix(over, under, widen(alpha), 256);
  if (format === formats.binary) {
    const brightness = brightnessTable(format);
    return (over, under, alpha) => (mix(brightness[over]!, brightness[under]!, widen(alpha), 256) > 127 ? 1 : 0);
  }
  return (over, under, alpha) => {
    const parts = widen(alpha);
    const r = mix(over >> 11, under >> 11, parts, 256);
    const g = mix((over >> 5) & 63, (under >> 5) & 63, parts, 256);
    const b = mix(over & 31, under & 31, parts, 256);
    return (r << 11) | (g << 5) | b;
  };
}

function widen(alpha: number): number {
  return Math.round((alpha * 256) / 255);
}
