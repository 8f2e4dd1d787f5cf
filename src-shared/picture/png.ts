// PNG files by fast-png, for rooms that may use neither Node nor a browser. Reads most kinds, writes eight bits per
// sample.

import { convertIndexedToRgb, decode, encode, type DecodedPng } from 'fast-png';
import { readPngInfo } from './png-info.ts';

/** Eight bits per sample, row by row from the upper left corner: `width · height · channels` bytes. */
export interface PngPixels {
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  /** 1 grey, 2 grey with alpha, 3 RGB, 4 RGBA */
  readonly channels: number;
  readonly data: Uint8Array;
}

/** Larger than the image of any camera, in pixels. The header of a damaged file may demand gigabytes. */
const longestSide = 8192;
const paletteType = 3;

export function encodePng({ width, height, channels, data }: PngPixels): Uint8Array {
  return encode({ width, height, channels, depth: 8, data });
}

/** Whether `decodePng` supports the kind (not grey of less than eight bits per sample) and the size. */
export function isReadablePng(file: Uint8Array): boolean {
  const info = readPngInfo(file);
  if (info === undefined || info.width > longestSide || info.height > longestSide) return false;
  return info.depth >= 8 || info.colorType === paletteType;
}

/** Undefined if `isReadablePng` is false, or if the file is damaged or truncated. */
export function decodePng(file: Uint8Array): PngPixels | undefined {
  if (!isReadablePng(file)) return undefined;
  try {
    return inBytes(decode(file, { checkCrc: true }));
  } catch {
    return undefined;
  }
}

/** `width * height * 4` bytes, alpha 255; undefined as with `decodePng`. */
export function pngToRgba(file: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const picture = decodePng(file);
  if (picture === undefined) return undefined;
  const { channels, data } = picture;
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  const rgba = new Uint8Array((data.length / channels) * 4).fill(0xff);
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    rgba[to] = data[from]!;
    rgba[to + 1] = data[from + green]!;
    rgba[to + 2] = data[from + blue]!;
  }
  return rgba;
}

function inBytes(decoded: DecodedPng): PngPixels {
  const { width, height, palette, data } = decoded;
  if (palette !== undefined) {
    return { width, height, channels: palette[0]!.length, data: convertIndexedToRgb(decoded) };
  }
  const bytes = data instanceof Uint16Array ? Uint8Array.from(data, (sample) => sample >> 8) : new Uint8Array(data);
  return { width, height, channels: decoded.channels, data: bytes };
}
