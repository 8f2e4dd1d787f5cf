// An image in the interpreter's memory as one array element per pixel, whatever its format. Python describes an image by
// five words, [address, width, height, pixel format, bytes], and passes the address of these words.
//
// Grayscale and RGB565 rasters are views: writing a pixel writes the memory. A 1-bit image is unpacked to one byte per
// pixel (0 or 1) and packed again by `commit`, so that every algorithm is written once. Over this: everything else here.

import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { WasmHeap } from '../core/primitives.ts';
import { luma } from './color.ts';

export const formats = {
  binary: PixelFormat.binary,
  grayscale: PixelFormat.grayscale,
  rgb565: PixelFormat.rgb565,
} as const;
export type RasterFormat = (typeof formats)[keyof typeof formats];

export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly format: RasterFormat;
  /** `width · height` values, row by row: 0 or 1, 0 to 255, or RGB565. */
  readonly pixels: Uint8Array | Uint16Array;
  /** Brings changes into memory; nothing to do where `pixels` is the memory. */
  commit(): void;
}

/** The five words of an image. */
export interface ImageWords {
  readonly address: number;
  readonly width: number;
  readonly height: number;
  readonly format: number;
  readonly sizeBytes: number;
}

/** Reads the description at `address` (4-aligned). */
export function readImageWords(heap: WasmHeap, address: number): ImageWords {
  const i = address >> 2;
  return {
    address: heap.i32[i]!,
    width: heap.i32[i + 1]!,
    height: heap.i32[i + 2]!,
    format: heap.i32[i + 3]!,
    sizeBytes: heap.i32[i + 4]!,
  };
}

/** Opens a mutable image. Throws on formats that have no pixels to work on. */
export function openRaster(heap: WasmHeap, descriptionAddress: number): Raster {
  const { address, width, height, format } = readImageWords(heap, descriptionAddress);
  const count = width * height;
  if (format === formats.grayscale) {
    return { width, height, format, pixels: heap.u8.subarray(address, address + count), commit: nothing };
  }
  if (format === formats.rgb565) {
    if (address & 1) throw new Error('an RGB565 image must lie at an even address');
    const start = address >> 1;
    return { width, height, format, pixels: heap.u16.subarray(start, start + count), commit: nothing };
  }
  if (format === formats.binary) {
    const rowBytes = 4 * Math.ceil(width / 32);
    const packed = heap.u8.subarray(address, address + rowBytes * height);
    const pixels = unpackBits(packed, width, height, rowBytes);
    return { width, height, format, pixels, commit: () => packBits(pixels, packed, width, height, rowBytes) };
  }
  throw new Error(`pixel format 0x${(format >>> 0).toString(16)} has no pixels to work on`);
}

/** A raster outside the interpreter, all zero. */
export function blankRaster(width: number, height: number, format: RasterFormat): Raster {
  const count = width * height;
  const pixels = format === formats.rgb565 ? new Uint16Array(count) : new Uint8Array(count);
  return { width, height, format, pixels, commit: nothing };
}

/** The largest value of a pixel: white. */
export function whiteOf(format: RasterFormat): number {
  if (format === formats.binary) return 1;
  return format === formats.grayscale ? 0xff : 0xffff;
}

/** Brightness 0 to 255 for every possible pixel value of a format. */
export function brightnessTable(format: RasterFormat): Uint8Array {
  if (format === formats.binary) return binaryBrightness;
  return format === formats.grayscale ? grayBrightness : luma();
}

/** Which pixels of an image of `width` × `height` a mask lets through: 1 or 0; outside the mask nothing. */
export function maskBits(mask: Raster, width: number, height: number): Uint8Array {
  const bits = new Uint8Array(width * height);
  const brightness = brightnessTable(mask.format);
  const columns = Math.min(width, mask.width);
  for (let y = 0; y < Math.min(height, mask.height); y++) {
    for (let x = 0; x < columns; x++) {
      if (brightness[mask.pixels[y * mask.width + x]!]! > 127) bits[y * width + x] = 1;
    }
  }
  return bits;
}

const binaryBrightness = Uint8Array.of(0, 255);
const grayBrightness = Uint8Array.from({ length: 256 }, (_, value) => value);

function nothing(): void {}

function unpackBits(packed: Uint8Array, width: number, height: number, rowBytes: number): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = y * rowBytes;
    for (let x = 0; x < width; x++) pixels[i++] = (packed[row + (x >> 3)]! >> (x & 7)) & 1;
  }
  return pixels;
}

function packBits(pixels: Uint8Array, packed: Uint8Array, width: number, height: number, rowBytes: number): void {
  for (let y = 0, i = 0; y < height; y++) {
    const row = y * rowBytes;
    packed.fill(0, row, row + rowBytes);
    for (let x = 0; x < width; x++) {
      if (pixels[i++]! & 1) packed[row + (x >> 3)]! |= 1 << (x & 7);
    }
  }
}
