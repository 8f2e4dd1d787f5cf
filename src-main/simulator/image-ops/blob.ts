// A found blob and what follows from its sums: centroid, rotation, roundness, corners; and joining two of them.

import { fastAtan2, roundHalfEven } from './fast-math.ts';

/** Directions in which a blob's outermost point is kept, evenly spread over the circle. */
export const cornerCount = 20;
const step = (2 * Math.PI) / cornerCount;
// Rounded so that the axes are exactly 0 and ±1: equal distances must compare equal.
export const cornerCos = Float64Array.from({ length: cornerCount }, (_, i) => exact(Math.cos(i * step)));
export const cornerSin = Float64Array.from({ length: cornerCount }, (_, i) => exact(Math.sin(i * step)));

export interface Blob {
  x: number;
  y: number;
  w: number;
  h: number;
  pixels: number;
  perimeter: number;
  /** One bit a threshold. */
  code: number;
  count: number;
  centroidX: number;
  centroidY: number;
  /** radians */
  rotation: number;
  roundness: number;
  /** Outermost point in each direction: x and y of 20 points. */
  corners: Int32Array;
  xBins: number[];
  yBins: number[];
}

/** Sums over the pixels of a blob. */
export interface BlobSums {
  readonly pixels: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** Centroid, rotation and roundness; moments are taken about the rounded centroid, as the camera does. */
export function shapeOf(sums: BlobSums): Pick<Blob, 'centroidX' | 'centroidY' | 'rotation' | 'roundness'> {
  const { pixels } = sums;
  const centroidX = sums.x / pixels;
  const centroidY = sums.y / pixels;
  const mx = roundHalfEven(Math.fround(centroidX));
  const my = roundHalfEven(Math.fround(centroidY));
  const a = sums.xx - 2 * mx * sums.x + pixels * mx * mx;
  const b = sums.xy - (mx * sums.y + my * sums.x) + pixels * mx * my;
  const c = sums.yy - 2 * my * sums.y + pixels * my * my;
  const rotation = a === c ? 0 : fastAtan2(2 * b, a - c) / 2;
  return { centroidX, centroidY, rotation, roundness: roundnessOf(a, b, c) };
}

/** Smaller over larger moment of the principal axes, with the firmware's four candidate sums. */
function roundnessOf(a: number, b: number, c: number): number {
  const length = Math.hypot(b, a - c);
  const sin = length === 0 ? 0 : b / length;
  const cos = length === 0 ? 0 : (a - c) / length;
  const middle = (a + c) / 2;
  const major = Math.abs((cos * (a - c)) / 2) + Math.abs((sin * b) / 2);
  return middle + major === 0 ? 0 : (middle - major) / (middle + major);
}

/** Adds `other` to `into`. */
export function joinBlobs(into: Blob, other: Blob, maxXBins: number, maxYBins: number): void {
  if (maxXBins > 0) {
    into.xBins = joinBins(
      into.x,
      into.x + into.w - 1,
      into.xBins,
      other.x,
      other.x + other.w - 1,
      other.xBins,
      maxXBins,
    );
  }
  if (maxYBins > 0) {
    into.yBins = joinBins(
      into.y,
      into.y + into.h - 1,
      into.yBins,
      other.y,
      other.y + other.h - 1,
      other.yBins,
      maxYBins,
    );
  }
  for (let i = 0; i < cornerCount; i++) {
    const here = into.corners[i * 2]! * cornerCos[i]! + into.corners[i * 2 + 1]! * cornerSin[i]!;
    const there = other.corners[i * 2]! * cornerCos[i]! + other.corners[i * 2 + 1]! * cornerSin[i]!;
    if (there < here) into.corners.set(other.corners.subarray(i * 2, i * 2 + 2), i * 2);
  }
  const right = Math.max(into.x + into.w, other.x + other.w);
  const bottom = Math.max(into.y + into.h, other.y + other.h);
  into.x = Math.min(into.x, other.x);
  into.y = Math.min(into.y, other.y);
  into.w = right - into.x;
  into.h = bottom - into.y;
  const weigh = (mine: number, its: number): number =>
    (mine * into.pixels + its * other.pixels) / (into.pixels + other.pixels);
  into.centroidX = weigh(into.centroidX, other.centroidX);
  into.centroidY = weigh(into.centroidY, other.centroidY);
  into.rotation = fastAtan2(
    weigh(Math.sin(into.rotation), Math.sin(other.rotation)),
    weigh(Math.cos(into.rotation), Math.cos(other.rotation)),
  );
  into.roundness = weigh(into.roundness, other.roundness);
  into.pixels += other.pixels;
  into.perimeter += other.perimeter;
  into.code |= other.code;
  into.count += other.count;
}

/** Whether the box of `a` touches the box of `b` grown by `margin`. */
export function blobsOverlap(a: Blob, b: Blob, margin: number): boolean {
  return a.x < b.x + b.w + margin && b.x - margin < a.x + a.w && a.y < b.y + b.h + margin && b.y - margin < a.y + a.h;
}

/** The used stretch of a histogram in at most `max` bins. */
export function binUp(counts: Uint32Array, max: number): number[] {
  const start = counts.findIndex((count) => count > 0);
  if (start < 0) return [];
  let end = start;
  while (end + 1 < counts.length && counts[end + 1]! > 0) end++;
  const length = end - start + 1;
  const bins: number[] = Array.from({ length: Math.min(max, length) }, () => 0);
  for (let i = 0; i < length; i++) bins[Math.floor((i * bins.length) / length)]! += counts[start + i]!;
  return bins;
}

function joinBins(
  start: number,
  end: number,
  bins: readonly number[],
  otherStart: number,
  otherEnd: number,
  otherBins: readonly number[],
  max: number,
): number[] {
  const first = Math.min(start, otherStart);
  const length = Math.max(end, otherEnd) - first + 1;
  const joined: number[] = Array.from({ length: Math.min(max, length) }, () => 0);
  const put = (from: number, to: number, source: readonly number[]): void => {
    for (const [i, count] of source.entries()) {
      const position = from + Math.ceil((i * (to - from + 1)) / source.length) - first;
      joined[Math.floor((position * joined.length) / length)]! += count;
    }
  };
  put(start, end, bins);
  put(otherStart, otherEnd, otherBins);
  return joined;
}

/** The four corners (x, y each) of the smallest rectangle around a blob that has a side along two of its corners. */
export function minimumRectangle(corners: Int32Array): Int32Array {
  let best: { area: number; box: readonly number[]; angle: number; index: number } | undefined;
  for (let i = 0; i < cornerCount; i++) {
    const next = (i + 1) % cornerCount;
    const originX = corners[i * 2]!;
    const originY = corners[i * 2 + 1]!;
    const angle = -fastAtan2(corners[next * 2 + 1]! - originY, corners[next * 2]! - originX);
    let minX = originX;
    let maxX = originX;
    let minY = originY;
    let maxY = originY;
    for (let j = 0; j < cornerCount; j++) {
      const [x, y] = turn(corners[j * 2]!, corners[j * 2 + 1]!, angle, originX, originY);
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
    }
    const area = (maxX - minX + 1) * (maxY - minY + 1);
    if (best === undefined || area < best.area) best = { area, box: [minX, minY, maxX, maxY], angle, index: i };
  }
  const { box, angle, index } = best!;
  const [left, top, right, bottom] = box as [number, number, number, number];
  const back = (x: number, y: number): [number, number] =>
    turn(x, y, -angle, corners[index * 2]!, corners[index * 2 + 1]!);
  return Int32Array.from([back(left, top), back(right, top), back(right, bottom), back(left, bottom)].flat());
}

/** Whole numbers like the camera's: the fraction is cut. */
function turn(x: number, y: number, angle: number, cx: number, cy: number): [number, number] {
  const single = Math.fround;
  const cos = single(Math.cos(angle));
  const sin = single(Math.sin(angle));
  const nx = single(single(single((x - cx) * cos) - single((y - cy) * sin)) + cx);
  const ny = single(single(single((x - cx) * sin) + single((y - cy) * cos)) + cy);
  return [Math.trunc(nx), Math.trunc(ny)];
}

function exact(value: number): number {
  return Math.abs(value) < 1e-9 ? 0 : Math.fround(value);
}
