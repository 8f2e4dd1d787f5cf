import { describe, expect, it } from 'vitest';
import { labThresholdTable, type LabThreshold } from '../../../src-shared/imaging/threshold.ts';
import { createBalls } from './balls.ts';

const stock: Record<string, LabThreshold> = {
  red: [30, 100, 15, 127, 15, 127],
  green: [30, 100, -64, -8, -32, 32],
  blue: [0, 15, 0, 40, -80, -20],
};
const tables = Object.values(stock).map((threshold) => labThresholdTable([threshold]));

interface Blob {
  pixels: number;
  /** The bounding box. */
  width: number;
  height: number;
}

function blobOf(pixels: Uint16Array, width: number, table: Uint8Array): Blob {
  let count = 0;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  pixels.forEach((pixel, at) => {
    if (table[pixel] === 0) return;
    count += 1;
    left = Math.min(left, at % width);
    right = Math.max(right, at % width);
    top = Math.min(top, Math.floor(at / width));
    bottom = Math.max(bottom, Math.floor(at / width));
  });
  return { pixels: count, width: right - left + 1, height: bottom - top + 1 };
}

describe.each([
  [320, 240],
  [160, 120],
  [640, 480],
  [240, 240],
])('the balls at %d×%d', (width, height) => {
  it('are found whole by the stock thresholds, and nothing else is', () => {
    for (const seed of [0, 1, 42]) {
      const scene = createBalls(seed);
      const pixels = new Uint16Array(width * height);
      for (let timeMs = 0; timeMs < 9000; timeMs += 750) {
        scene.render({ width, height, pixels }, timeMs);
        for (const table of tables) {
          const blob = blobOf(pixels, width, table);
          // A disc fills π/4 of its box; a stray match far off would blow the box up.
          expect(blob.pixels / (blob.width * blob.height)).toBeGreaterThan(0.75);
          expect(Math.abs(blob.width - blob.height)).toBeLessThanOrEqual(2);
          expect(blob.width).toBeGreaterThan(0.18 * Math.min(width, height));
        }
      }
    }
  });
});
