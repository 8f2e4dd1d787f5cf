// PNG files of eight bits a sample, without interlacing; Node's zlib does the compression.

import { deflateSync, inflateSync } from 'node:zlib';
import { blue8, green8, red8, rgb565 } from './color.ts';
import { blankRaster, formats, type Raster } from './raster.ts';

const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const gray8 = 0;
const rgb8 = 2;
/** Samples a pixel of the colour types grey, RGB, grey with alpha, RGBA. */
const pngSamples = new Map([
  [0, 1],
  [2, 3],
  [4, 2],
  [6, 4],
]);

export function pngHeader(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

export function encodePng(raster: Raster): Uint8Array {
  const { width, height, pixels } = raster;
  const colored = raster.format === formats.rgb565;
  const samples = colored ? 3 : 1;
  const lines = new Uint8Array((width * samples + 1) * height);
  for (let y = 0, i = 0, out = 0; y < height; y++) {
    out++; // filter type 0
    for (let x = 0; x < width; x++) {
      const pixel = pixels[i++]!;
      if (colored) {
        lines[out++] = red8(pixel);
        lines[out++] = green8(pixel);
        lines[out++] = blue8(pixel);
      } else lines[out++] = raster.format === formats.binary ? pixel * 255 : pixel;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8;
  header[9] = colored ? rgb8 : gray8;
  return joined([
    pngSignature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Eight-bit PNGs without interlacing. Throws on others. */
export function decodePng(bytes: Uint8Array): Raster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { width, height } = pngHeader(bytes);
  const samples = pngSamples.get(bytes[25]!);
  if (bytes[24] !== 8 || samples === undefined || bytes[28] !== 0) throw new Error('this kind of PNG is not supported');
  const data: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x49444154) data.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const lines = unfilter(inflateSync(joined(data)), width * samples, height, samples);
  const colored = samples >= 3;
  const raster = blankRaster(width, height, colored ? formats.rgb565 : formats.grayscale);
  for (let i = 0; i < raster.pixels.length; i++) {
    const at = i * samples;
    raster.pixels[i] = colored ? rgb565(lines[at]!, lines[at + 1]!, lines[at + 2]!) : lines[at]!;
  }
  return raster;
}

function unfilter(data: Uint8Array, rowBytes: number, height: number, samples: number): Uint8Array {
  if (data.length < (rowBytes + 1) * height) throw new Error('the PNG ends early');
  const out = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (rowBytes + 1)]!;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x >= samples ? out[at - samples]! : 0;
      const up = y > 0 ? out[at - rowBytes]! : 0;
      const corner = x >= samples && y > 0 ? out[at - rowBytes - samples]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      out[at] = data[y * (rowBytes + 1) + 1 + x]! + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const distances = [left, up, corner].map((value) => Math.abs(guess - value)) as [number, number, number];
  if (distances[0] <= distances[1] && distances[0] <= distances[2]) return left;
  return distances[1] <= distances[2] ? up : corner;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function chunk(name: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = name.codePointAt(i)!;
  out.set(data, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < data.length + 8; i++) crc = crcTable[(crc ^ out[i]!) & 0xff]! ^ (crc >>> 8);
  view.setUint32(data.length + 8, ~crc >>> 0);
  return out;
}

/** One array of several. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
