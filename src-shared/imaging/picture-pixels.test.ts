import jpeg from 'jpeg-js';
import { expect, test } from 'vitest';
import { PixelFormat } from '../picture/pixel-format.ts';
import { pictureToRgba } from './picture-pixels.ts';

function jpegFile(width: number, height: number): Uint8Array {
  return jpeg.encode({ width, height, data: Buffer.alloc(4 * width * height, 0x80) }, 1).data;
}

test('a small JPEG that claims to be a huge picture is refused before memory is taken for it', () => {
  const data = jpegFile(16, 16);
  const frameHeader = Buffer.from(data).indexOf(Uint8Array.of(0xff, 0xc0));
  new DataView(data.buffer, data.byteOffset).setUint32(frameHeader + 5, (5000 << 16) | 5000);
  const picture = { width: 5000, height: 5000, format: PixelFormat.jpeg, data };
  expect(() => pictureToRgba(picture)).toThrow('too short for its size');
});

test('the plainest picture is decoded, however few bytes it has', () => {
  const data = jpegFile(1600, 1200);
  const picture = { width: 1600, height: 1200, format: PixelFormat.jpeg, data };
  expect(pictureToRgba(picture).length).toBe(4 * 1600 * 1200);
});
