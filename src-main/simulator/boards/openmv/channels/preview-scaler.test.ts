import { expect, test } from 'vitest';
import { PixelFormat } from '../../../../../src-shared/picture/pixel-format.ts';
import { scaleRawFrame } from './preview-scaler.ts';
import { toEncodablePixels } from './encodable-pixels.ts';

const pixels = (...values: number[]): Uint8Array => new Uint8Array(new Uint16Array(values).buffer);

test('a grey frame at half size averages neighbours', () => {
  const frame = {
    width: 4,
    height: 2,
    format: PixelFormat.grayscale,
    data: Uint8Array.of(0, 100, 10, 20, 0, 100, 30, 40),
  };
  const { width, height, data } = scaleRawFrame(frame, 2, 1);
  expect([width, height, Array.from(data)]).toEqual([2, 1, [50, 25]]);
});

test('a colour frame of one colour keeps it at any size', () => {
  const colour = 0xa5c7;
  const data = pixels(...Array.from({ length: 7 * 5 }, () => colour));
  const scaled = scaleRawFrame({ width: 7, height: 5, format: PixelFormat.rgb565, data }, 3, 2);
  expect(Array.from(new Uint16Array(scaled.data.buffer))).toEqual(Array.from({ length: 6 }, () => colour));
});

test('the parts of a colour are averaged apart from each other', () => {
  const data = pixels(0xf800, 0x001f, 0xf800, 0x001f);
  const scaled = scaleRawFrame({ width: 2, height: 2, format: PixelFormat.rgb565, data }, 1, 1);
  expect(Array.from(new Uint16Array(scaled.data.buffer))).toEqual([(15 << 11) | 15]);
});

test('a binary frame keeps its row padding', () => {
  const data = new Uint8Array(2 * 8).fill(0xff, 0, 8);
  const scaled = scaleRawFrame({ width: 40, height: 2, format: PixelFormat.binary, data }, 20, 2);
  expect(Array.from(scaled.data)).toEqual([0xff, 0xff, 0x0f, 0, 0, 0, 0, 0]);
});

test('binary frames are encoded as black and white', () => {
  const { format, pixels: gray } = toEncodablePixels({
    width: 3,
    height: 1,
    format: PixelFormat.binary,
    data: Uint8Array.of(0b101, 0, 0, 0),
  });
  expect([format, Array.from(gray)]).toEqual(['grayscale', [255, 0, 255]]);
});

test.each([
  ['RGGB', PixelFormat.bayerRggb, [255, 0, 0, 0]],
  ['GRBG', PixelFormat.bayerGrbg, [0, 255, 0, 0]],
  ['GBRG', PixelFormat.bayerGbrg, [0, 0, 255, 0]],
  ['BGGR', PixelFormat.bayerBggr, [0, 0, 0, 255]],
])('a red surface seen through %s is red', (_name, format, cell) => {
  const { pixels: colour } = toEncodablePixels({ width: 2, height: 2, format, data: Uint8Array.from(cell) });
  expect(Array.from(new Uint16Array(colour.buffer))).toEqual([0xf800, 0xf800, 0xf800, 0xf800]);
});

test.each([
  ['YUV', PixelFormat.yuv422, [76, 85, 76, 255]],
  ['YVU', PixelFormat.yvu422, [76, 255, 76, 85]],
])('red in %s422 comes out red', (_name, format, data) => {
  const { pixels: colour } = toEncodablePixels({ width: 2, height: 1, format, data: Uint8Array.from(data) });
  expect(Array.from(new Uint16Array(colour.buffer)).map((pixel) => pixel >> 11)).toEqual([31, 31]);
});
