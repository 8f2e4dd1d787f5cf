// find_blobs: a scan-line flood fill from every accepted pixel on the stride grid. It visits spans in the firmware's
// order, so perimeter and averaged corners come out alike.

import { binUp, type Blob, blobsOverlap, cornerCos, cornerCount, cornerSin, joinBlobs, shapeOf } from './blob.ts';
import type { Raster } from './raster.ts';
import type { Region } from './resample.ts';
import { type Threshold, thresholdTable } from './threshold.ts';

export interface FindBlobsOptions {
  readonly thresholds: readonly Threshold[];
  readonly invert: boolean;
  readonly region: Region;
  readonly xStride: number;
  readonly yStride: number;
  readonly areaThreshold: number;
  readonly pixelsThreshold: number;
  /** 0: no histogram */
  readonly maxXBins: number;
  readonly maxYBins: number;
}

/** All blobs, unmerged, in the order of their first pixel, threshold after threshold. */
export function findBlobs(raster: Raster, options: FindBlobsOptions): Blob[] {
  const { region, xStride, yStride } = options;
  const taken = new Uint8Array(raster.pixels.length);
  const blobs: Blob[] = [];
  for (const [index, threshold] of options.thresholds.entries()) {
    const accepted = thresholdTable(raster.format, threshold, options.invert);
    const fill = new SpanFill(raster, accepted, taken, options);
    for (let y = region.y; y < region.y + region.h; y += yStride) {
      const row = y * raster.width;
      for (let x = region.x + (y % xStride); x < region.x + region.w; x += xStride) {
        if (taken[row + x] !== 0 || accepted[raster.pixels[row + x]!] === 0) continue;
        const blob = fill.run(x, y, 1 << index);
        if (blob !== undefined) blobs.push(blob);
      }
    }
  }
  return blobs;
}

/** Joins blobs whose boxes come within `margin` of each other until none do. */
export function mergeBlobs(blobs: readonly Blob[], margin: number, maxXBins: number, maxYBins: number): Blob[] {
  let list = [...blobs];
  for (let merged = true; merged;) {
    merged = false;
    const done: Blob[] = [];
    while (list.length > 0) {
      const blob = list.shift()!;
      const apart: Blob[] = [];
      for (const other of list) {
        if (blobsOverlap(blob, other, margin)) {
          joinBlobs(blob, other, maxXBins, maxYBins);
          merged = true;
        } else apart.push(other);
      }
      list = apart;
      done.push(blob);
    }
    list = done;
  }
  return list;
}

class SpanFill {
  readonly #raster: Raster;
  readonly #accepted: Uint8Array;
  readonly #taken: Uint8Array;
  readonly #options: FindBlobsOptions;
  readonly #corners = new Int32Array(cornerCount * 2);
  readonly #reach = new Float64Array(cornerCount);
  readonly #ties = new Int32Array(cornerCount);
  readonly #xCounts: Uint32Array;
  readonly #yCounts: Uint32Array;
  #pixels = 0;
  #perimeter = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #xy = 0;
  #yy = 0;

  constructor(raster: Raster, accepted: Uint8Array, taken: Uint8Array, options: FindBlobsOptions) {
    this.#raster = raster;
    this.#accepted = accepted;
    this.#taken = taken;
    this.#options = options;
    this.#xCounts = new Uint32Array(options.maxXBins > 0 ? raster.width : 0);
    this.#yCounts = new Uint32Array(options.maxYBins > 0 ? raster.height : 0);
  }

  /** Fills from one pixel; undefined when the blob is too small. */
  run(x: number, y: number, code: number): Blob | undefined {
    this.#reset();
    this.#fill(x, y);
    const corners = this.#corners;
    const left = corners[0]!;
    const top = corners[(cornerCount / 4) * 2 + 1]!;
    const w = corners[(cornerCount / 2) * 2]! - left + 1;
    const h = corners[((cornerCount * 3) / 4) * 2 + 1]! - top + 1;
    const { areaThreshold, pixelsThreshold, maxXBins, maxYBins } = this.#options;
    if (w * h < areaThreshold || this.#pixels < pixelsThreshold) return undefined;
    const sums = { pixels: this.#pixels, x: this.#x, y: this.#y, xx: this.#xx, xy: this.#xy, yy: this.#yy };
    return {
      x: left,
      y: top,
      w,
      h,
      pixels: this.#pixels,
      perimeter: this.#perimeter,
      code,
      count: 1,
      ...shapeOf(sums),
      corners: corners.slice(),
      xBins: maxXBins > 0 ? binUp(this.#xCounts, maxXBins) : [],
      yBins: maxYBins > 0 ? binUp(this.#yCounts, maxYBins) : [],
    };
  }

  #reset(): void {
    this.#reach.fill(Number.POSITIVE_INFINITY);
    this.#xCounts.fill(0);
    this.#yCounts.fill(0);
    this.#pixels = this.#perimeter = this.#x = this.#y = this.#xx = this.#xy = this.#yy = 0;
  }

  #fill(startX: number, startY: number): void {
    const { pixels, width } = this.#raster;
    const { region } = this.#options;
    const accepted = this.#accepted;
    const taken = this.#taken;
    const lastX = region.x + region.w - 1;
    const lastY = region.y + region.h - 1;
    // Five numbers a waiting span: row, left, right, next column to try above, next column to try below.
    const waiting: number[] = [];
    let y = startY;
    let seed = startX;
    for (;;) {
      const row = y * width;
      let left = seed;
      let right = seed;
      while (left > region.x && taken[row + left - 1] === 0 && accepted[pixels[row + left - 1]!] !== 0) left--;
      while (right < lastX && taken[row + right + 1] === 0 && accepted[pixels[row + right + 1]!] !== 0) right++;
      taken.fill(1, row + left, row + right + 1);
      this.#addSpan(left, right, y);
      let above = left;
      let below = left;
      for (;;) {
        const up = y > region.y ? this.#search((y - 1) * width, left, right, above) : this.#border(left, right);
        if (up >= 0) {
          waiting.push(y, left, right, up + 1, below);
          seed = up;
          y -= 1;
          break;
        }
        const down = y < lastY ? this.#search((y + 1) * width, left, right, below) : this.#border(left, right);
        if (down >= 0) {
          waiting.push(y, left, right, above, down + 1);
          seed = down;
          y += 1;
          break;
        }
        if (waiting.length === 0) return;
        below = waiting.pop()!;
        above = waiting.pop()!;
        right = waiting.pop()!;
        left = waiting.pop()!;
        y = waiting.pop()!;
      }
    }
  }

  /**
   * First column from `from` on in a neighbouring row that belongs to the blob and is not taken yet, or −1. Refused
   * pixels count for the perimeter, without the span's ends, each time they are met: the camera's perimeter does so.
   */
  #search(row: number, left: number, right: number, from: number): number {
    const { pixels } = this.#raster;
    for (let i = from; i <= right; i++) {
      if (this.#taken[row + i] !== 0) continue;
      if (this.#accepted[pixels[row + i]!] !== 0) return i;
      if (i !== left && i !== right) this.#perimeter++;
    }
    return -1;
  }

  #border(left: number, right: number): number {
    this.#perimeter += right - left + 1;
    return -1;
  }

  #addSpan(left: number, right: number, y: number): void {
    const count = right - left + 1;
    const sum = ((left + right) * count) / 2;
    const squares = (n: number): number => (n * (n + 1) * (2 * n + 1)) / 6;
    this.#pixels += count;
    this.#perimeter += 2;
    this.#x += sum;
    this.#y += y * count;
    this.#xx += squares(right) - squares(left - 1);
    this.#xy += y * sum;
    this.#yy += y * y * count;
    if (this.#yCounts.length > 0) this.#yCounts[y]! += count;
    if (this.#xCounts.length > 0) for (let x = left; x <= right; x++) this.#xCounts[x]!++;
    const middle = Math.floor(sum / count);
    const corners = this.#corners;
    for (let i = 0; i < cornerCount; i++) {
      const cos = cornerCos[i]!;
      const x = cos > 0 ? left : cos === 0 ? middle : right;
      const reach = x * cos + y * cornerSin[i]!;
      if (reach < this.#reach[i]!) {
        this.#reach[i] = reach;
        corners[i * 2] = x;
        corners[i * 2 + 1] = y;
        this.#ties[i] = 1;
      } else if (reach === this.#reach[i]!) {
        const n = this.#ties[i]!++;
        corners[i * 2] = Math.floor((x + n * corners[i * 2]!) / (n + 1));
        corners[i * 2 + 1] = Math.floor((y + n * corners[i * 2 + 1]!) / (n + 1));
      }
    }
  }
}
