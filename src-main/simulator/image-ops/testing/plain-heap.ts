// The interpreter's memory for tests: a plain buffer with images, arrays and the primitives over it.

import type { WasmHeap } from '../../core/primitives.ts';
import { createImagePrimitives } from '../index.ts';
import type { ImageJpegCodec } from '../image-codec.ts';
import { formats, openRaster, type Raster, type RasterFormat } from '../raster.ts';

export interface PlacedImage {
  /** What primitives take. */
  readonly description: number;
  /** A fresh look at the pixels. */
  raster(): Raster;
}

const noJpeg: ImageJpegCodec = {
  encode: () => {
    throw new Error('no JPEG in this test');
  },
  decode: () => {
    throw new Error('no JPEG in this test');
  },
};

export class PlainHeap implements WasmHeap {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  readonly call: ReturnType<typeof createImagePrimitives>;
  #next = 64;

  constructor(jpeg: ImageJpegCodec = noJpeg) {
    const memory = new ArrayBuffer(4 * 1024 * 1024);
    this.u8 = new Uint8Array(memory);
    this.u16 = new Uint16Array(memory);
    this.i32 = new Int32Array(memory);
    this.f64 = new Float64Array(memory);
    this.call = createImagePrimitives(this, jpeg);
  }

  allocate(sizeBytes: number): number {
    const address = this.#next;
    this.#next += Math.ceil(sizeBytes / 16) * 16;
    return address;
  }

  words(values: readonly number[]): number {
    const address = this.allocate(values.length * 4);
    this.i32.set(values, address >> 2);
    return address;
  }

  doubles(values: readonly number[]): number {
    const address = this.allocate(values.length * 8);
    this.f64.set(values, address >> 3);
    return address;
  }

  readDoubles(address: number, count: number): number[] {
    return [...this.f64.subarray(address >> 3, (address >> 3) + count)];
  }

  image(width: number, height: number, format: RasterFormat, value: (x: number, y: number) => number): PlacedImage {
    const rowBytes = format === formats.binary ? 4 * Math.ceil(width / 32) : (format & 0xff) * width;
    const address = this.allocate(rowBytes * height);
    const description = this.words([address, width, height, format, rowBytes * height]);
    const raster = openRaster(this, description);
    for (let i = 0; i < raster.pixels.length; i++) raster.pixels[i] = value(i % width, Math.floor(i / width));
    raster.commit();
    return { description, raster: () => openRaster(this, description) };
  }

  /** A grey image from rows of digits; a digit d is d · 28. */
  gray(...rows: readonly string[]): PlacedImage {
    return this.image(rows[0]!.length, rows.length, formats.grayscale, (x, y) => Number(rows[y]![x]) * 28);
  }
}

/** Rows of a raster as text: `#` for set pixels, `.` for 0. */
export function drawn(raster: Raster): string[] {
  return Array.from({ length: raster.height }, (_, y) =>
    Array.from(raster.pixels.subarray(y * raster.width, (y + 1) * raster.width), (pixel) =>
      pixel > 0 ? '#' : '.',
    ).join(''),
  );
}
