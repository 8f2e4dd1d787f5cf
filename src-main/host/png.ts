// Writes pictures as PNG files: eight bits a channel, no alpha, one zlib stream (PNG specification, third edition).

import { crc32, deflateSync } from 'node:zlib';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const truecolour = 2;
/** Scan line filter "sub": each byte less the pixel to its left, which makes camera pictures smaller for little work. */
const filterSub = 1;

/** Encodes `width` × `height` pixels of RGBA (4 bytes each; alpha is left out). */
export function encodePng(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
  const rowBytes = 1 + 3 * width;
  const raw = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    let to = y * rowBytes;
    let from = y * width * 4;
    raw[to++] = filterSub;
    for (let x = 0; x < width; x += 1, from += 4) {
      for (let channel = 0; channel < 3; channel += 1) {
        const left = x === 0 ? 0 : rgba[from - 4 + channel]!;
        raw[to++] = rgba[from + channel]! - left;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = truecolour;
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(raw)), chunk('IEND')]);
}

function chunk(type: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
