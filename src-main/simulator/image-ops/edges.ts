// find_edges with the Canny detector on a grey image: edges become 255, everything else 0.

import { applyFilter, kernelFilter } from './neighbourhood.ts';
import type { Raster } from './raster.ts';

const gauss = [1, 2, 1, 2, 4, 2, 1, 2, 1];

export function cannyEdges(raster: Raster, low: number, high: number): void {
  const { pixels, width, height } = raster;
  applyFilter(raster, kernelFilter(gauss, 1 / 16, 0), { ksize: 1, threshold: false, offset: 0, invert: false });
  const strength = new Float64Array(pixels.length);
  /** Offset to the neighbour across the edge. */
  const across = new Int32Array(pixels.length);
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const at = y * width + x;
      const p = (dx: number, dy: number): number => pixels[at + dy * width + dx]!;
      const gx = p(-1, -1) - p(1, -1) + 2 * (p(-1, 0) - p(1, 0)) + p(-1, 1) - p(1, 1);
      const gy = p(-1, -1) - p(-1, 1) + 2 * (p(0, -1) - p(0, 1)) + p(1, -1) - p(1, 1);
      strength[at] = Math.floor(Math.hypot(gx, gy));
      across[at] = neighbourAcross(Math.trunc(Math.abs((Math.atan2(gy, gx) * 180) / Math.PI)), width);
    }
  }
  const strongAround = (at: number): boolean => {
    for (const row of [at - width, at, at + width]) {
      for (let i = row - 1; i <= row + 1; i++) if (strength[i]! >= high) return true;
    }
    return false;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const border = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      const value = strength[at]!;
      const edge =
        !border &&
        value >= low &&
        strongAround(at) &&
        value > strength[at - across[at]!]! &&
        value > strength[at + across[at]!]!;
      pixels[at] = edge ? 255 : 0;
    }
  }
}

function neighbourAcross(degrees: number, width: number): number {
  if (degrees < 22 || degrees >= 160) return 1;
  if (degrees < 67) return width - 1;
  return degrees < 112 ? width : width + 1;
}
