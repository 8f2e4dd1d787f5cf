import { describe, expect, it } from 'vitest';
import { PixelFormat } from '../picture/pixel-format.ts';
import { toRgba } from './to-rgba.ts';

function converted(format: number, width: number, height: number, data: Uint8Array | number[]): number[][] {
  const target = new Uint8ClampedArray(4 * width * height);
  expect(toRgba(format, width, height, Uint8Array.from(data), target)).toBe(true);
  return Array.from({ length: width * height }, (_, index) => [...target.subarray(4 * index, 4 * index + 4)]);
}

describe('conversion to RGBA', () => {
  it('expands RGB565 by bit replication, low byte first', () => {
    const data = [0x00, 0xf8, 0xe0, 0x07, 0x1f, 0x00, 0xff, 0xff, 0x00, 0x00, 0x10, 0x84];
    expect(converted(PixelFormat.rgb565, 3, 2, data)).toEqual([
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 255, 255],
      [255, 255, 255, 255],
      [0, 0, 0, 255],
      [132, 130, 132, 255],
    ]);
  });

  it('reads RGB565 from an odd address', () => {
    const target = new Uint32Array(2);
    const data = Uint8Array.of(9, 0x00, 0xf8, 0x1f, 0x00).subarray(1);
    expect(toRgba(PixelFormat.rgb565, 2, 1, data, target)).toBe(true);
    expect([...target]).toEqual([0xff0000ff, 0xffff0000]);
  });

  it('copies grey to the three channels', () => {
    expect(converted(PixelFormat.grayscale, 3, 1, [0, 128, 255])).toEqual([
      [0, 0, 0, 255],
      [128, 128, 128, 255],
      [255, 255, 255, 255],
    ]);
  });

  it('reads binary lowest bit first and skips the padding of rows', () => {
    const data = new Uint8Array(16);
    data[0] = 0b0000_0101;
    data[4] = 0b0000_0010;
    data[8] = 0b1000_0000;
    data[12] = 0xff;
    const pixels = converted(PixelFormat.binary, 34, 2, data).map(([red]) => red! / 255);
    expect(pixels.flatMap((on, index) => (on === 1 ? [index] : []))).toEqual([0, 2, 33, 34 + 7, 34 + 32, 34 + 33]);
  });

  it('reads ARGB8 and makes it opaque', () => {
    expect(converted(PixelFormat.argb8, 1, 1, [30, 20, 10, 0])).toEqual([[10, 20, 30, 255]]);
  });

  const layouts = [
    ['bayerBggr', 'BGGR'],
    ['bayerGbrg', 'GBRG'],
    ['bayerGrbg', 'GRBG'],
    ['bayerRggb', 'RGGB'],
  ] as const;
  it.each(layouts)('demosaics a uniform %s frame to a uniform colour', (name, pattern) => {
    const levels: Record<string, number> = { R: 200, G: 100, B: 50 };
    for (const [width, height] of [
      [6, 4],
      [5, 3],
      [2, 2],
    ] as const) {
      const data = Array.from({ length: width * height }, (_, index) => {
        const x = index % width;
        const y = Math.floor(index / width);
        return levels[pattern[2 * (y % 2) + (x % 2)]!]!;
      });
      const pixels = converted(PixelFormat[name], width, height, data);
      expect(pixels.every((pixel) => pixel.join() === '200,100,50,255')).toBe(true);
    }
  });

  it('uses the mean of the neighbours for missing Bayer colours', () => {
    // R G R / G B G / R G R
    const data = [10, 20, 30, 40, 50, 60, 70, 80, 90];
    const pixels = converted(PixelFormat.bayerRggb, 3, 3, data);
    expect(pixels[4]).toEqual([50, 50, 50, 255]);
    expect(pixels[1]).toEqual([20, 20, 50, 255]);
  });

  it('accepts Bayer frames of one row or column', () => {
    expect(converted(PixelFormat.bayerBggr, 1, 1, [7])).toEqual([[7, 7, 7, 255]]);
    expect(converted(PixelFormat.bayerGrbg, 1, 3, [1, 2, 3])).toHaveLength(3);
  });

  it('decodes YUV422 and YVU422', () => {
    const near = (pixel: number[], expected: number[]) =>
      pixel.forEach((value, index) => expect(Math.abs(value - expected[index]!)).toBeLessThanOrEqual(2));
    // Pure red is Y 76, U 85, V 255 (saturated).
    const yuv = converted(PixelFormat.yuv422, 4, 1, [76, 85, 76, 255, 128, 128, 128, 128]);
    near(yuv[0]!, [254, 0, 0, 255]);
    near(yuv[1]!, [254, 0, 0, 255]);
    near(yuv[3]!, [128, 128, 128, 255]);
    expect(converted(PixelFormat.yvu422, 2, 1, [76, 255, 76, 85])).toEqual([yuv[0], yuv[1]]);
  });

  it('uses the previous chroma for the last pixel of an odd YUV row', () => {
    const pixels = converted(PixelFormat.yuv422, 3, 1, [76, 85, 76, 255, 76, 85]);
    expect(pixels[2]).toEqual(pixels[1]);
  });

  it('rejects compressed formats and short data without writing', () => {
    const target = new Uint32Array(4);
    const data = new Uint8Array(100).fill(255);
    for (const format of [PixelFormat.jpeg, PixelFormat.png, 0, 0x12345678]) {
      expect(toRgba(format, 2, 2, data, target)).toBe(false);
    }
    expect(toRgba(PixelFormat.rgb565, 2, 2, data.subarray(0, 7), target)).toBe(false);
    expect(toRgba(PixelFormat.rgb565, 3, 2, data, target)).toBe(false);
    expect(toRgba(PixelFormat.grayscale, 0, 2, data, target)).toBe(false);
    expect([...target]).toEqual([0, 0, 0, 0]);
  });
});
