// flood_fill: the connected area around a seed whose pixels are close to the seed and to their neighbours.

import { formats, type Raster } from './raster.ts';

export interface FloodFillOptions {
  readonly x: number;
  readonly y: number;
  /** Shares 0 to 1 of the full range of a channel. */
  readonly seedThreshold: number;
  readonly floatingThreshold: number;
  readonly color: number;
  readonly invert: boolean;
  readonly clearBackground: boolean;
  /** Pixels the fill may not enter: 1. */
  readonly blocked?: Uint8Array | undefined;
}

export function floodFill(raster: Raster, options: FloodFillOptions): void {
  const { pixels, width, height } = raster;
  const { x, y } = options;
  if (x < 0 || x >= width || y < 0 || y >= height) return;
  const nearSeed = closeTest(raster, options.seedThreshold);
  const nearNeighbour = closeTest(raster, options.floatingThreshold);
  const filled = options.blocked?.slice() ?? new Uint8Array(pixels.length);
  const start = y * width + x;
  const seed = pixels[start]!;
  const queue = [start];
  filled[start] = 1;
  while (queue.length > 0) {
    const at = queue.pop()!;
    const column = at % width;
    const here = pixels[at]!;
    const visit = (next: number): void => {
      if (filled[next] !== 0 || !nearSeed(pixels[next]!, seed) || !nearNeighbour(pixels[next]!, here)) return;
      filled[next] = 1;
      queue.push(next);
    };
    if (column > 0) visit(at - 1);
    if (column + 1 < width) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at + width < pixels.length) visit(at + width);
  }
  for (let i = 0; i < filled.length; i++) {
    if ((filled[i] === 1) !== options.invert) pixels[i] = options.color;
    else if (options.clearBackground) pixels[i] = 0;
  }
}

function closeTest(raster: Raster, share: number): (a: number, b: number) => boolean {
  if (raster.format !== formats.rgb565) {
    const limit = Math.floor(share * (raster.format === formats.binary ? 1 : 255));
    return (a, b) => Math.abs(a - b) <= limit;
  }
  const limit5 = Math.floor(share * 31);
  const limit6 = Math.floor(share * 63);
  return (a, b) =>
    Math.abs((a >> 11) - (b >> 11)) <= limit5 &&
    Math.abs(((a >> 5) & 63) - ((b >> 5) & 63)) <= limit6 &&
    Math.abs((a & 31) - (b & 31)) <= limit5;
}
