// Shrinks a raw frame for the preview (docs/protocol-v2.md §12.4): bilinear, each colour part on its own.

import { PixelFormat } from '../../../../../src-shared/picture/pixel-format.ts';
import type { PublishedFrame } from '../../../core/script-engine.ts';

/** A smaller frame of the same format; binary frames take the nearest pixel. */
export function scaleRawFrame(frame: PublishedFrame, width: number, height: number): PublishedFrame {
  const scaled = { width, height, format: frame.format };
  if (frame.format === PixelFormat.rgb565) return { ...scaled, data: scaleRgb565(frame, width, height) };
  if (frame.format === PixelFormat.binary) return { ...scaled, data: scaleBinary(frame, width, height) };
  return { ...scaled, data: scaleBytes(frame, width, height) };
}

/** For each target position: the left source index and the weight of its right neighbour, in 1/256. */
function samplePoints(source: number, target: number): { at: Uint32Array; next: Uint32Array; weight: Uint32Array } {
  const at = new Uint32Array(target);
  const next = new Uint32Array(target);
  const weight = new Uint32Array(target);
  for (let index = 0; index < target; index++) {
    const position = Math.max(0, ((index + 0.5) * source) / target - 0.5);
    const whole = Math.min(source - 1, Math.floor(position));
    at[index] = whole;
    next[index] = Math.min(source - 1, whole + 1);
    weight[index] = Math.round((position - whole) * 256);
  }
  return { at, next, weight };
}

function scaleBytes(frame: PublishedFrame, width: number, height: number): Uint8Array {
  const { data, width: stride } = frame;
  const out = new Uint8Array(width * height);
  const columns = samplePoints(frame.width, width);
  const rows = samplePoints(frame.height, height);
  for (let y = 0, to = 0; y < height; y++) {
    const top = rows.at[y]! * stride;
    const bottom = rows.next[y]! * stride;
    const down = rows.weight[y]!;
    for (let x = 0; x < width; x++, to++) {
      const left = columns.at[x]!;
      const right = columns.next[x]!;
      const across = columns.weight[x]!;
      const upper = data[top + left]! * (256 - across) + data[top + right]! * across;
      const lower = data[bottom + left]! * (256 - across) + data[bottom + right]! * across;
      out[to] = (upper * (256 - down) + lower * down) >> 16;
    }
  }
  return out;
}

function scaleRgb565(frame: PublishedFrame, width: number, height: number): Uint8Array {
  const source = asPixels(frame.data);
  const out = new Uint16Array(width * height);
  const columns = samplePoints(frame.width, width);
  const rows = samplePoints(frame.height, height);
  for (let y = 0, to = 0; y < height; y++) {
    const top = rows.at[y]! * frame.width;
    const bottom = rows.next[y]! * frame.width;
    // Five bits of weight: the parts of a pixel then fit one word, spread with room between them.
    const down = rows.weight[y]! >> 3;
    for (let x = 0; x < width; x++, to++) {
      const left = columns.at[x]!;
      const right = columns.next[x]!;
      const across = columns.weight[x]! >> 3;
      const upper = blend(spread(source[top + left]!), spread(source[top + right]!), across);
      const lower = blend(spread(source[bottom + left]!), spread(source[bottom + right]!), across);
      const mixed = blend(upper, lower, down);
      out[to] = (mixed & 0xf81f) | ((mixed >>> 16) & 0x07e0);
    }
  }
  return new Uint8Array(out.buffer);
}

/** Green moves to the upper half word, red and blue stay: each part has five free bits above it. */
function spread(pixel: number): number {
  return (pixel | (pixel << 16)) & 0x07e0f81f;
}

function blend(first: number, second: number, weight32: number): number {
  return (((first * (32 - weight32) + second * weight32) / 32) | 0) & 0x07e0f81f;
}

function scaleBinary(frame: PublishedFrame, width: number, height: number): Uint8Array {
  const sourceStride = 4 * Math.ceil(frame.width / 32);
  const stride = 4 * Math.ceil(width / 32);
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * frame.height) / height) * sourceStride;
    for (let x = 0; x < width; x++) {
      const from = Math.floor((x * frame.width) / width);
      if ((frame.data[row + (from >> 3)]! >> (from & 7)) & 1) out[y * stride + (x >> 3)]! |= 1 << (x & 7);
    }
  }
  return out;
}

function asPixels(data: Uint8Array): Uint16Array {
  const aligned = data.byteOffset % 2 === 0 ? data : data.slice();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1);
}
