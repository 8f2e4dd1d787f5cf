import { expect, test } from 'vitest';
import { PixelFormat } from '../picture/pixel-format.ts';
import { checkStreamHeader, decodeStreamHeader, encodeStreamHeader, type StreamHeader } from './stream-frame.ts';
import { fromHex, toHex } from './testing/hex.ts';

const rgb565: StreamHeader = { width: 320, height: 240, format: PixelFormat.rgb565, size: 2, dataOffset: 32, fps: 50 };
const jpeg: StreamHeader = {
  width: 640,
  height: 480,
  format: PixelFormat.jpeg,
  size: 23_456,
  dataOffset: 32,
  fps: Math.fround(29.97),
};

test.each([
  [rgb565, '40010000 f0000000 0200030c 02000000 20000000 00004842 0000000000000000'],
  [jpeg, '80020000 e0010000 00000606 a05b0000 20000000 8fc2ef41 0000000000000000'],
])('encodes and decodes the header of $width x $height', (header, hex) => {
  expect(toHex(encodeStreamHeader(header))).toBe(hex.replaceAll(' ', ''));
  expect(decodeStreamHeader(fromHex(hex))).toEqual(header);
});

test('decodes the header without a rate that the official package documents', () => {
  const short = encodeStreamHeader({ ...rgb565, dataOffset: 20 }).subarray(0, 20);
  expect(decodeStreamHeader(short)).toEqual({ ...rgb565, dataOffset: 20, fps: 0 });
});

test.each([
  ['no width', { ...rgb565, width: 0 }, 32 + 153_600, 'width'],
  ['a height beyond any sensor', { ...rgb565, height: 9000 }, 32 + 153_600, 'height'],
  ['data outside of the received bytes', { ...rgb565, dataOffset: 153_633 }, 153_632, 'dataOffset'],
  ['data that overlaps the header', { ...rgb565, dataOffset: 8 }, 153_632, 'dataOffset'],
  ['an unknown format', { ...rgb565, format: 0x0badcafe }, 153_632, 'format'],
  ['fewer pixels than stated', rgb565, 32 + 153_599, 'size'],
  ['a file longer than the received bytes', jpeg, 32 + 23_455, 'size'],
  ['a format without a size', { ...jpeg, size: 0 }, 64, 'size'],
])('rejects a frame with %s', (_what, header, totalBytes, field) => {
  expect(() => checkStreamHeader(header, totalBytes)).toThrow(
    expect.objectContaining({ code: 'bad-frame-header', data: expect.objectContaining({ field }) }),
  );
});

test('pads rows of binary frames to 32-bit words', () => {
  const binary: StreamHeader = { ...rgb565, width: 33, height: 10, format: PixelFormat.binary, size: 0 };
  expect(checkStreamHeader(binary, 32 + 80)).toBe(80);
});
