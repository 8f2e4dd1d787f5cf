// Raw frames of every pixel format on the wire (docs/protocol-v2.md §12.2) to RGBA for canvases. Look-up tables for the
// formats that cameras send raw, plain arithmetic for those that are decoded for robustness. Runs for every frame in
// the media worker, so it allocates nothing.

import { PixelFormat, rawPictureBytes } from '../picture/pixel-format.ts';
import { bayerToRgba } from './bayer.ts';
import { blue8, green8, red8 } from './rgb565.ts';
import { yuv422ToRgba } from './yuv.ts';

const opaque = 0xff000000;

/** RGBA as one little-endian word. All supported platforms are little-endian. */
export function packRgba(red: number, green: number, blue: number): number {
  return (opaque | (blue << 16) | (green << 8) | red) >>> 0;
}

/** The same memory as words. The bytes must be aligned to four, as those of ImageData are. */
export function asWords(target: Uint8ClampedArray | Uint8Array | Uint32Array): Uint32Array {
  if (target instanceof Uint32Array) return target;
  return new Uint32Array(target.buffer, target.byteOffset, target.byteLength >> 2);
}

/**
 * Converts `width` × `height` pixels (alpha 255). Returns false and writes nothing if the format has no raw pixels
 * (JPEG, PNG, unknown) or if data or target are too short; surplus data is ignored.
 */
export function toRgba(
  format: number,
  width: number,
  height: number,
  data: Uint8Array,
  target: Uint8ClampedArray | Uint8Array | Uint32Array,
): boolean {
  const need = rawPictureBytes(format, width, height);
  const words = asWords(target);
  const count = width * height;
  if (need === undefined || count === 0 || data.length < need || words.length < count) return false;
  switch (format) {
    case PixelFormat.rgb565:
      rgb565ToRgba(data, words, count);
      return true;
    case PixelFormat.grayscale:
      for (let index = 0; index < count; index++) words[index] = opaque | (data[index]! * 0x010101);
      return true;
    case PixelFormat.binary:
      binaryToRgba(width, height, data, words);
      return true;
    case PixelFormat.argb8:
      // Words 0xAARRGGBB: bytes blue, green, red, alpha.
      for (let index = 0, at = 0; index < count; index++, at += 4) {
        words[index] = packRgba(data[at + 2]!, data[at + 1]!, data[at]!);
      }
      return true;
    case PixelFormat.bayerBggr:
    case PixelFormat.bayerGbrg:
    case PixelFormat.bayerGrbg:
    case PixelFormat.bayerRggb:
      bayerToRgba(format, width, height, data, words);
      return true;
    case PixelFormat.yuv422:
    case PixelFormat.yvu422:
      yuv422ToRgba(format === PixelFormat.yvu422, width, height, data, words);
      return true;
    default:
      return false;
  }
}

let rgb565Table: Uint32Array | undefined;

function makeRgb565Table(): Uint32Array {
  rgb565Table = Uint32Array.from({ length: 65536 }, (_, pixel) => packRgba(red8(pixel), green8(pixel), blue8(pixel)));
  return rgb565Table;
}

function rgb565ToRgba(data: Uint8Array, words: Uint32Array, count: number): void {
  const table = rgb565Table ?? makeRgb565Table();
  if (data.byteOffset % 2 === 0) {
    const pixels = new Uint16Array(data.buffer, data.byteOffset, count);
    for (let index = 0; index < count; index++) words[index] = table[pixels[index]!]!;
  } else {
    for (let index = 0, at = 0; index < count; index++, at += 2) {
      words[index] = table[data[at]! | (data[at + 1]! << 8)]!;
    }
  }
}

/** One bit per pixel, lowest bit first, rows padded to 32 bits. */
function binaryToRgba(width: number, height: number, data: Uint8Array, words: Uint32Array): void {
  const rowBytes = 4 * Math.ceil(width / 32);
  for (let y = 0, index = 0; y < height; y++) {
    const row = y * rowBytes;
    for (let x = 0; x < width; x++, index++) {
      words[index] = (data[row + (x >> 3)]! >> (x & 7)) & 1 ? 0xffffffff : opaque;
    }
  }
}
