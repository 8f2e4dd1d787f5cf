// Primitives for compressed images and image files. An encoder or decoder answers with the size of its result, which
// then waits for `take`.

import { readPngInfo } from '../../../src-shared/picture/png-info.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { decodeBmp, encodeBmp } from './bitmap-file.ts';
import type { ImageCodec } from './image-codec.ts';
import { jpegHeader } from './image-codec.ts';
import { encodePng } from './png-file.ts';
import { decodePnm, encodePnm } from './pnm-file.ts';
import { openRaster, type Raster } from './raster.ts';

export function createFilePrimitives(heap: WasmHeap, codec: ImageCodec): Record<string, Primitive> {
  let stash = new Uint8Array();
  const keep = (bytes: Uint8Array): number => {
    stash = bytes.slice();
    return stash.length;
  };
  const keepPixels = ({ pixels }: Raster): number =>
    keep(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength));
  return {
    encode: (image, kind, quality) => {
      const raster = openRaster(heap, Number(image));
      if (kind === 'jpeg') return keep(codec.encodeJpeg(raster, Number(quality)));
      if (kind === 'png') return keep(encodePng(raster));
      if (kind === 'bmp') return keep(encodeBmp(raster));
      if (kind === 'pnm') return keep(encodePnm(raster));
      throw new Error(`no encoder ${kind}`);
    },
    /**
     * Reads an image file. JPEG and PNG stay as they are, as on the camera; the others become pixels. Writes width,
     * height and pixel format as words.
     */
    decode_file: (address, sizeBytes, result) => {
      const bytes = heap.u8.slice(Number(address), Number(address) + Number(sizeBytes));
      const answer = (width: number, height: number, format: number): void => {
        heap.i32.set([width, height, format], Number(result) >> 2);
      };
      if (bytes[0] === 0xff && bytes[1] === 0xd8) {
        const header = jpegHeader(bytes);
        if (header === undefined) throw new Error('the JPEG has no image');
        answer(header.width, header.height, PixelFormat.jpeg);
        return keep(bytes);
      }
      if (bytes[0] === 0x89 && bytes[1] === 0x50) {
        const info = readPngInfo(bytes);
        if (info === undefined) throw new Error('the PNG has no image');
        answer(info.width, info.height, PixelFormat.png);
        return keep(bytes);
      }
      const isBmp = bytes[0] === 0x42 && bytes[1] === 0x4d;
      const isPnm = bytes[0] === 0x50 && [0x32, 0x33, 0x35, 0x36].includes(bytes[1]!);
      if (!isBmp && !isPnm) throw new Error('Unsupported image format');
      const raster = isBmp ? decodeBmp(bytes) : decodePnm(bytes);
      answer(raster.width, raster.height, raster.format);
      return keepPixels(raster);
    },
    /** Copies the waiting result to an address and forgets it. */
    take: (address) => {
      heap.u8.set(stash, Number(address));
      stash = new Uint8Array();
      return 1;
    },
  };
}
