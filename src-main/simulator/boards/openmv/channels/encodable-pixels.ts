// Brings any raw frame into one of the two formats that the JPEG encoder takes.

import { PixelFormat } from '../../../../../src-shared/picture/pixel-format.ts';
import type { PublishedFrame } from '../../../core/script-engine.ts';

export interface EncodablePixels {
  readonly format: 'rgb565' | 'grayscale';
  readonly pixels: Uint8Array;
}

export function toEncodablePixels(frame: PublishedFrame): EncodablePixels {
  switch (frame.format) {
    case PixelFormat.rgb565:
      return { format: 'rgb565', pixels: frame.data };
    case PixelFormat.binary:
      return { format: 'grayscale', pixels: binaryToGray(frame) };
    case PixelFormat.bayerBggr:
      return { format: 'rgb565', pixels: bayerToRgb565(frame, 1, 1) };
    case PixelFormat.bayerGbrg:
      return { format: 'rgb565', pixels: bayerToRgb565(frame, 0, 1) };
    case PixelFormat.bayerGrbg:
      return { format: 'rgb565', pixels: bayerToRgb565(frame, 1, 0) };
    case PixelFormat.bayerRggb:
      return { format: 'rgb565', pixels: bayerToRgb565(frame, 0, 0) };
    case PixelFormat.yuv422:
      return { format: 'rgb565', pixels: yuv422ToRgb565(frame, 1, 3) };
    case PixelFormat.yvu422:
      return { format: 'rgb565', pixels: yuv422ToRgb565(frame, 3, 1) };
    default:
      return { format: 'grayscale', pixels: frame.data };
  }
}

function binaryToGray({ data, width, height }: PublishedFrame): Uint8Array {
  const stride = 4 * Math.ceil(width / 32);
  const gray = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to++) gray[to] = (data[y * stride + (x >> 3)]! >> (x & 7)) & 1 ? 255 : 0;
  }
  return gray;
}

/** One colour a cell of 2×2: the red pixel lies at (redX, redY) of the cell, the blue one diagonally from it. */
function bayerToRgb565({ data, width, height }: PublishedFrame, redX: number, redY: number): Uint8Array {
  const out = new Uint16Array(width * height);
  const sample = (x: number, y: number): number => data[Math.min(y, height - 1) * width + Math.min(x, width - 1)]!;
  for (let cellY = 0; cellY < height; cellY += 2) {
    for (let cellX = 0; cellX < width; cellX += 2) {
      const red = sample(cellX + redX, cellY + redY);
      const blue = sample(cellX + 1 - redX, cellY + 1 - redY);
      const greenInRedRow = sample(cellX + 1 - redX, cellY + redY);
      const greenInBlueRow = sample(cellX + redX, cellY + 1 - redY);
      for (let y = cellY; y < Math.min(cellY + 2, height); y++) {
        const pixel = packRgb565(red, y - cellY === redY ? greenInRedRow : greenInBlueRow, blue);
        for (let x = cellX; x < Math.min(cellX + 2, width); x++) out[y * width + x] = pixel;
      }
    }
  }
  return new Uint8Array(out.buffer);
}

function yuv422ToRgb565({ data, width, height }: PublishedFrame, uAt: number, vAt: number): Uint8Array {
  const out = new Uint16Array(width * height);
  for (let index = 0; index < out.length; index++) {
    const pair = (index >> 1) * 4;
    const luma = data[2 * index]!;
    const u = (data[pair + uAt] ?? 128) - 128;
    const v = (data[pair + vAt] ?? 128) - 128;
    const red = clampByte(luma + 1.402 * v);
    const green = clampByte(luma - 0.344 * u - 0.714 * v);
    out[index] = packRgb565(red, green, clampByte(luma + 1.772 * u));
  }
  return new Uint8Array(out.buffer);
}

function clampByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

function packRgb565(red: number, green: number, blue: number): number {
  return ((red & 0xf8) << 8) | ((green & 0xfc) << 3) | (blue >> 3);
}
