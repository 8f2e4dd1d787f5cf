// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts.

import assert from 'node:assert/strict';
import { attempt, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { isCompressed, isKnownPixelFormat, PixelFormat } from '../../picture/pixel-format.ts';
import { ProtocolError } from '../../openmv/protocol-error.ts';
import { checkStreamHeader, decodeStreamHeader, encodeStreamHeader } from '../../openmv/stream-frame.ts';
import { hasJpegEnd, readJpegInfo, repairJpeg } from '../../picture/jpeg-info.ts';
import { toRgba } from '../to-rgba.ts';
import { pngFileTarget } from './fuzz-png.ts';

const words = (...values: readonly number[]): number[] => values.flatMap((value) => [value >>> 8, value & 0xff]);

/** A frame header of 17 bytes for a colour JPEG of 320 × 240 pixels, baseline or progressive. */
const frameHeader = (marker: number): number[] => [
  0xff,
  marker,
  ...words(17),
  8,
  ...words(240, 320),
  3,
  1,
  0x22,
  0,
  2,
  0x11,
  1,
  3,
  0x11,
  1,
];
const start = [0xff, 0xd8];
const comment = [0xff, 0xfe, ...words(4), 0x68, 0x69];
const end = [0xff, 0xd9];

const jpegInfoTarget: FuzzTarget = {
  name: 'jpeg-info',
  seeds: () =>
    [
      [...start, ...frameHeader(0xc0), ...end],
      [...start, ...comment, 0xff, 0xff, 0x01, ...frameHeader(0xc2), 0xff, 0xda, 1, 2, 3, ...end, 0, 0],
    ].map((bytes) => Uint8Array.from(bytes)),
  tokens: [[...start], end, [0xff, 0xda], frameHeader(0xc0), comment, [0xff, 0xd0]].map((bytes) =>
    Uint8Array.from(bytes),
  ),
  run(bytes) {
    const info = readJpegInfo(bytes);
    if (info === undefined) return;
    assert(
      info.width > 0 && info.width <= 0xffff && info.height > 0 && info.height <= 0xffff,
      'The dimensions are valid.',
    );
    assert.equal(info.complete, hasJpegEnd(bytes));
    const repaired = repairJpeg(bytes);
    assert(repaired.length <= bytes.length + end.length, 'At most an end marker is added.');
    assert.deepEqual(readJpegInfo(repaired), { ...info, complete: true });
  },
};

const picture = (width: number, height: number, format: number, dataBytes: number): Uint8Array => {
  const header = encodeStreamHeader({ width, height, format, size: format & 0xff, dataOffset: 32, fps: 0 });
  return Uint8Array.of(...header, ...Array.from({ length: dataBytes }, (_, index) => (37 * index) & 0xff));
};

const filler = 0x01020304;

/** Frames as the page receives them: behind a validated header. */
const rawPictureTarget: FuzzTarget = {
  name: 'raw-picture',
  seeds: () =>
    Object.values(PixelFormat)
      .filter((format) => !isCompressed(format))
      .map((format) => picture(6, 4, format, format === PixelFormat.binary ? 16 : 24 * (format & 0xff))),
  tokens: Object.values(PixelFormat).map((format) =>
    encodeStreamHeader({ width: 2, height: 2, format, size: 1, dataOffset: 32, fps: 0 }).subarray(8, 12),
  ),
  run(bytes) {
    const read = attempt(ProtocolError, () => {
      const header = decodeStreamHeader(bytes);
      return { ...header, dataBytes: checkStreamHeader(header, bytes.length) };
    });
    if (read === undefined) return;
    const { width, height, format, dataOffset, dataBytes } = read;
    const count = width * height;
    const target = new Uint32Array(count + 1).fill(filler);
    const data = bytes.subarray(dataOffset, dataOffset + dataBytes);
    const isShown = toRgba(format, width, height, data, target.subarray(0, count));
    assert.equal(isShown, isKnownPixelFormat(format) && !isCompressed(format));
    assert.equal(target[count], filler, 'Nothing is written beyond the image.');
    const isUnshown = (pixel: number): boolean => pixel >>> 24 !== 0xff;
    if (isShown) assert(!target.subarray(0, count).some(isUnshown), 'Every pixel is written.');
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [jpegInfoTarget, rawPictureTarget, pngFileTarget];
