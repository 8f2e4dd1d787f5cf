// get_regression: a line through accepted pixels from the medians of their coordinates and of the differences of all
// pairs (Theil and Sen), as the firmware does it.

import { roundHalfEven } from './fast-math.ts';
import { clipLine } from './draw-line.ts';
import type { Raster } from './raster.ts';
import type { Region } from './resample.ts';
import { type Threshold, thresholdTable } from './threshold.ts';

export interface RegressionOptions {
  readonly thresholds: readonly Threshold[];
  readonly invert: boolean;
  readonly region: Region;
  readonly xStride: number;
  readonly yStride: number;
  readonly areaThreshold: number;
  readonly pixelsThreshold: number;
}

export interface RegressionLine {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  magnitude: number;
  /** degrees, 0 to 179 */
  theta: number;
  rho: number;
}

export function regression(raster: Raster, options: RegressionOptions): RegressionLine | undefined {
  const { region } = options;
  const { width, height } = raster;
  const points = acceptedPoints(raster, options);
  const xs = new Float64Array(width);
  const ys = new Float64Array(height);
  for (const [x, y] of points) {
    xs[x]!++;
    ys[y]!++;
  }
  const used = (counts: Float64Array): number => counts.findLastIndex((n) => n > 0) - counts.findIndex((n) => n > 0);
  if (points.length < 2 || points.length < options.pixelsThreshold) return undefined;
  if (used(xs) * used(ys) < options.areaThreshold) return undefined;

  const deltaXs = new Float64Array(2 * width);
  const deltaYs = new Float64Array(2 * height);
  for (const [i, [x, y]] of points.entries()) {
    for (let j = i + 1; j < points.length; j++) {
      const other = points[j]!;
      deltaXs[x - other[0] + width]!++;
      deltaYs[y - other[1] + height]!++;
    }
  }
  const pairs = (points.length * (points.length - 1)) / 2;
  const middleX = median(xs, points.length) - region.x;
  const middleY = median(ys, points.length) - region.y;
  const deltaX = median(deltaXs, pairs) - width;
  const deltaY = median(deltaYs, pairs) - height;

  const theta = snapped(lineAngle(deltaX, deltaY), Math.max(...xs), Math.max(...ys));
  const cos = Math.cos((theta * Math.PI) / 180);
  const sin = Math.sin((theta * Math.PI) / 180);
  const rho = roundHalfEven(middleX * cos + middleY * sin);
  const right = region.w - 1;
  const bottom = region.h - 1;
  const flat = theta >= 45 && theta < 135;
  const ends: [number, number, number, number] = flat
    ? [0, roundHalfEven(rho / sin), right, roundHalfEven((rho - right * cos) / sin)]
    : [roundHalfEven(rho / cos), 0, roundHalfEven((rho - bottom * sin) / cos), bottom];
  const clipped = clipLine(...ends, region.w, region.h);
  if (clipped === undefined) return undefined;
  return {
    x1: clipped[0] + region.x,
    y1: clipped[1] + region.y,
    x2: clipped[2] + region.x,
    y2: clipped[3] + region.y,
    magnitude: roundHalfEven(Math.hypot(deltaX, deltaY)),
    theta,
    rho: rho + roundHalfEven(region.x * cos + region.y * sin),
  };
}

function acceptedPoints(raster: Raster, options: RegressionOptions): [number, number][] {
  const { region, xStride, yStride } = options;
  const points: [number, number][] = [];
  for (const threshold of options.thresholds) {
    const table = thresholdTable(raster.format, threshold, options.invert);
    for (let y = region.y; y < region.y + region.h; y += yStride) {
      for (let x = region.x + (y % xStride); x < region.x + region.w; x += xStride) {
        if (table[raster.pixels[y * raster.width + x]!] !== 0) points.push([x, y]);
      }
    }
  }
  return points;
}

function median(counts: Float64Array, total: number): number {
  const wanted = Math.floor((total + 1) / 2);
  let sum = 0;
  for (const [i, count] of counts.entries()) {
    sum += count;
    if (sum >= wanted && count > 0) return i;
  }
  return counts.length - 1;
}

/** Direction of the line's normal in degrees, 0 to 179. */
function lineAngle(deltaX: number, deltaY: number): number {
  const slope = deltaX === 0 ? Math.PI / 2 : Math.atan2(deltaY, deltaX);
  return (((roundHalfEven(((slope + Math.PI / 2) * 180) / Math.PI) % 180) + 180) % 180) | 0;
}

/** Thick level or upright bars would come out tilted: their crowded rows or columns decide. */
function snapped(theta: number, mostInColumn: number, mostInRow: number): number {
  if (mostInRow > 3 * mostInColumn) return 90;
  return mostInColumn > 3 * mostInRow ? 0 : theta;
}
