import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { encode } from 'fast-png';
import type { FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { readPngInfo } from '../../picture/png-info.ts';
import { decodePng, encodePng, pngToRgba } from '../../picture/png.ts';

const signatureBytes = 8;
/** Size of length, name and checksum around the data of a chunk. */
const chunkHeadBytes = 8;
const chunkCrcBytes = 4;
/** A larger image justifiably takes more memory. */
const mostPixels = 2 ** 20;

const data = Uint8Array.from({ length: 60 }, (_, index) => (41 * index) & 0xff);
const palette = [
  [10, 20, 30],
  [40, 50, 60],
];

export const pngFileTarget: FuzzTarget = {
  name: 'png-file',
  share: 0.2,
  seeds: () => [
    ...[1, 2, 3, 4].map((channels) =>
      encodePng({ width: 3, height: 5, channels, data: data.subarray(0, 15 * channels) }),
    ),
    encode({ width: 2, height: 1, channels: 1, depth: 8, palette, data: Uint8Array.of(1, 0) }),
    encode({ width: 2, height: 1, channels: 1, depth: 16, data: Uint16Array.of(0x12ff, 0xab00) }),
    encode({ width: 3, height: 5, channels: 3, depth: 8, data: data.subarray(0, 45) }, { interlace: 'Adam7' }),
  ],
  tokens: ['IHDR', 'IDAT', 'IEND', 'PLTE', 'tRNS', 'tEXt', 'iCCP', 'pHYs', 'acTL', 'fcTL', 'fdAT'].map((name) =>
    Buffer.from(name),
  ),
  repair: repairChecksums,
  run(bytes) {
    const info = readPngInfo(bytes);
    if (info === undefined || info.width * info.height > mostPixels) return;
    const picture = decodePng(bytes);
    const rgba = pngToRgba(bytes);
    assert.equal(rgba === undefined, picture === undefined);
    if (picture === undefined || rgba === undefined) return;
    const { width, height, channels } = picture;
    assert.deepEqual([width, height], [info.width, info.height]);
    assert.equal(picture.data.length, width * height * channels);
    assert.equal(rgba.length, 4 * width * height);
  },
};

function repairChecksums(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = signatureBytes; at + chunkHeadBytes <= bytes.length;) {
    const crcAt = at + chunkHeadBytes + view.getUint32(at);
    if (crcAt + chunkCrcBytes > bytes.length) return;
    view.setUint32(crcAt, crc32(bytes.subarray(at + 4, crcAt)));
    at = crcAt + chunkCrcBytes;
  }
}
