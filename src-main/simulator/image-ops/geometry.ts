// Moving pixels: lens correction, polar views and a turn of the image in space. All look up, for each pixel, where it
// comes from; what comes from outside is black.

import { roundHalfEven } from './fast-math.ts';
import type { Raster } from './raster.ts';

/** Replaces each pixel (x, y) by the one at the whole-numbered place `from` gives. */
function remap(raster: Raster, from: (x: number, y: number) => readonly [x: number, y: number]): void {
  const { pixels, width, height } = raster;
  const source = pixels.slice();
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const [sx, sy] = from(x, y);
      const inside = sx >= 0 && sx < width && sy >= 0 && sy < height;
      pixels[at] = inside ? source[sy * width + sx]! : 0;
    }
  }
}

/** Straightens a fisheye view; `xShift` and `yShift` are shares of the image's size. */
export function lensCorrection(raster: Raster, strength: number, zoom: number, xShift: number, yShift: number): void {
  const { width, height } = raster;
  const diameter = Math.hypot(width, height);
  const factors = Float64Array.from({ length: Math.ceil(diameter / 2) + 2 }, (_, radius) => {
    const r = (strength / diameter) * radius;
    return (r === 0 ? 1 : Math.atan(r) / r) / zoom;
  });
  const dx = Math.trunc(width * xShift);
  const dy = Math.trunc(height * yShift);
  const middleX = width >> 1;
  const middleY = height >> 1;
  remap(raster, (x, y) => {
    // The right and lower halves mirror the left and upper ones.
    const right = x >= middleX;
    const low = y >= middleY;
    const fromMiddleX = (right ? width - 1 - x : x) - middleX;
    const fromMiddleY = (low ? height - 1 - y : y) - middleY;
    const factor = factors[Math.trunc(Math.hypot(fromMiddleX, fromMiddleY))]!;
    const sx = roundHalfEven(factor * fromMiddleX);
    const sy = roundHalfEven(factor * fromMiddleY);
    return [
      dx + (right ? width - 1 - middleX - sx : middleX + sx),
      dy + (low ? height - 1 - middleY - sy : middleY + sy),
    ];
  });
}

/** Rows become distances from (cx, cy) and columns directions; `reverse` goes back. */
export function polar(raster: Raster, cx: number, cy: number, linear: boolean, reverse: boolean): void {
  const { width, height } = raster;
  const reach = Math.hypot(width >> 1, height >> 1);
  const scale = linear ? reach : Math.log(reach);
  if (!reverse) {
    remap(raster, (x, y) => {
      const radius = linear ? (y * scale) / height : Math.exp((y * scale) / height);
      const degrees = roundHalfEven(270 - (x * 360) / width);
      const angle = (degrees * Math.PI) / 180;
      return [cx + roundHalfEven(radius * Math.cos(angle)), cy + roundHalfEven(radius * Math.sin(angle))];
    });
    return;
  }
  remap(raster, (x, y) => {
    const distance = Math.hypot(x - cx, y - cy);
    const radius = linear ? distance : Math.log(Math.max(distance, 1));
    const turn = (1.5 * Math.PI - Math.atan2(y - cy, x - cx)) / (2 * Math.PI);
    const column = roundHalfEven((turn - Math.floor(turn)) * width) % width;
    return [column, Math.min(roundHalfEven((radius * height) / scale), height)];
  });
}

/**
 * Views the image as a plane turned in space.
 * @param view x, y, z rotation (radians), x and y translation (pixels), zoom, field of view (radians)
 * @param corners where the view's four corners, clockwise from the top left, lie in the source
 */
export function rotationCorrection(raster: Raster, view: ArrayLike<number>, corners?: ArrayLike<number>): void {
  const { width, height } = raster;
  let inverse = invert3(planeProjection(width, height, view));
  if (inverse === undefined) return;
  if (corners !== undefined) {
    const toCorners = homography([0, 0, width - 1, 0, width - 1, height - 1, 0, height - 1], corners);
    if (toCorners !== undefined) inverse = multiply3(toCorners, inverse);
  }
  const m = inverse;
  remap(raster, (x, y) => {
    const w = m[6]! * x + m[7]! * y + m[8]!;
    return [roundHalfEven((m[0]! * x + m[1]! * y + m[2]!) / w), roundHalfEven((m[3]! * x + m[4]! * y + m[5]!) / w)];
  });
}

/** 3 × 3 matrix from image coordinates to view coordinates. */
function planeProjection(width: number, height: number, view: ArrayLike<number>): number[] {
  const [rx, ry, rz, tx, ty, zoom, fov] = Array.from(view) as [number, number, number, number, number, number, number];
  const distance = Math.hypot(width, height) / 2 / Math.tan(fov / 2);
  const middleX = Math.trunc(width / 2);
  const middleY = Math.trunc(height / 2);
  const turnX = [1, 0, 0, 0, Math.cos(rx), -Math.sin(rx), 0, Math.sin(rx), Math.cos(rx)];
  const turnY = [Math.cos(ry), 0, -Math.sin(ry), 0, 1, 0, Math.sin(ry), 0, Math.cos(ry)];
  const turnZ = [Math.cos(rz), -Math.sin(rz), 0, Math.sin(rz), Math.cos(rz), 0, 0, 0, 1];
  const turn = multiply3(multiply3(turnX, turnY), turnZ);
  // A point of the plane (x, y, 0) is turned, moved, and projected.
  const columns = [0, 1].map((c) => [turn[c]!, turn[3 + c]!, turn[6 + c]!]);
  const origin = [0, 1, 2].map((row) => -(turn[row * 3]! * middleX + turn[row * 3 + 1]! * middleY));
  const placed = [0, 1, 2].flatMap((row) => [
    columns[0]![row]!,
    columns[1]![row]!,
    origin[row]! + [tx, ty, distance][row]!,
  ]);
  return multiply3([distance * zoom, 0, middleX, 0, distance * zoom, middleY, 0, 0, 1], placed);
}

function multiply3(a: ArrayLike<number>, b: ArrayLike<number>): number[] {
  return Array.from({ length: 9 }, (_, i) => {
    const row = Math.floor(i / 3) * 3;
    const column = i % 3;
    return a[row]! * b[column]! + a[row + 1]! * b[column + 3]! + a[row + 2]! * b[column + 6]!;
  });
}

function invert3(m: readonly number[]): number[] | undefined {
  const [a, b, c, d, e, f, g, h, i] = m as [number, number, number, number, number, number, number, number, number];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (Math.abs(determinant) < 1e-12) return undefined;
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ].map((value) => value / determinant);
}

/** The projective map that takes four points to four others. */
function homography(from: readonly number[], to: ArrayLike<number>): number[] | undefined {
  const rows: number[][] = [];
  for (let k = 0; k < 4; k++) {
    const [x, y, u, v] = [from[k * 2]!, from[k * 2 + 1]!, to[k * 2]!, to[k * 2 + 1]!];
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  // Gauss with row exchange.
  for (let column = 0; column < 8; column++) {
    let pivot = column;
    for (let row = column + 1; row < 8; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const lead = rows[column]![column]!;
    if (Math.abs(lead) < 1e-9) return undefined;
    for (let row = 0; row < 8; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / lead;
      for (let k = column; k < 9; k++) rows[row]![k]! -= factor * rows[column]![k]!;
    }
  }
  return [...rows.map((row, k) => row[8]! / row[k]!), 1];
}
