// Compressed images: JPEG through the codec, PNG through png-file.ts.

import type { WasmHeap } from '../core/primitives.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { JpegCodec } from '../jpeg/jpeg-codec.ts';
import { rgb565 } from './color.ts';
import { decodePng } from './png-file.ts';
import { blankRaster, formats, type ImageWords, type Raster } from './raster.ts';

export type ImageJpegCodec = Pick<JpegCodec, 'encode' | 'decode'>;

export class ImageCodec {
  readonly #heap: WasmHeap;
  readonly #jpeg: ImageJpegCodec;

  constructor(heap: WasmHeap, jpeg: ImageJpegCodec) {
    this.#heap = heap;
    this.#jpeg = jpeg;
  }

  isCompressed(format: number): boolean {
    return format === PixelFormat.jpeg || format === PixelFormat.png;
  }

  /** Pixels of a JPEG (as RGB565) or PNG in the interpreter's memory. */
  decode({ address, sizeBytes, format }: ImageWords): Raster {
    const bytes = this.#heap.u8.slice(address, address + sizeBytes);
    if (format === PixelFormat.png) return decodePng(bytes);
    const { width, height, rgba } = this.#jpeg.decode(bytes);
    const raster = blankRaster(width, height, formats.rgb565);
    for (let i = 0; i < raster.pixels.length; i++) {
      raster.pixels[i] = rgb565(rgba[i * 4]!, rgba[i * 4 + 1]!, rgba[i * 4 + 2]!);
    }
    return raster;
  }

  encodeJpeg(raster: Raster, quality: number): Uint8Array {
    const { width, height } = raster;
    if (raster.format === formats.rgb565) {
      const pixels = raster.pixels as Uint16Array;
      const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
      return this.#jpeg.encode(bytes, { width, height, format: 'rgb565', quality });
    }
    const gain = raster.format === formats.binary ? 255 : 1;
    const gray = gain === 1 ? (raster.pixels as Uint8Array) : Uint8Array.from(raster.pixels, (bit) => bit * gain);
    return this.#jpeg.encode(gray, { width, height, format: 'grayscale', quality });
  }
}

/** Width and height from the header of a JPEG file. */
export function jpegHeader(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
