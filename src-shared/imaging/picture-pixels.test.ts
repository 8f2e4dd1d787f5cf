import jpeg from 'jpeg-js';
import { expect, test } from 'vitest';
import { PixelFormat } from '../picture/pixel-format.ts';
import { pictureToRgba } from './picture-pixels.ts';

function jpegFile(width: number, height: number): Uint8Array {
  return jpeg.encode({ width, height, data: Buffer.alloc(4 * width * height, 0x80) }, 1).data;
}

test('rejects a small JPEG with huge dimensions before memory is allocated for it', () => {
  const data = jpegFile(16, 16);
  const frameHeader = Buffer.from(data).indexOf(Uint8Array.of(0xff, 0xc0));
  new DataView(data.buffer, data.byteOffset).setUint32(frameHeader + 5, (5000 << 16) | 5000);
  const picture = { width: 5000, height: 5000, format: PixelFormat.jpeg, data };
  expect(() => pictureToRgba(picture)).toThrow('too short for its size');
});

test('decodes a JPEG of one colour, however small its file is', () => {
  const data = jpegFile(1600, 1200);
  const picture = { width: 1600, height: 1200, format: PixelFormat.jpeg, data };
  expect(pictureToRgba(picture).length).toBe(4 * 1600 * 1200);
});
