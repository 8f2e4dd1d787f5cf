// Anti-aliased lines after Zingl's integer algorithms, which the camera's firmware uses as well.

import type { Canvas } from './canvas.ts';

/** A line from (x0, y0) to (x1, y1), both included; `thickness` in pixels, below 1 counts as 1. */
export function drawLine(canvas: Canvas, x0: number, y0: number, x1: number, y1: number, thickness: number): void {
  const line = clipLine(x0, y0, x1, y1, canvas.width, canvas.height);
  if (line === undefined) return;
  const [ax, ay, bx, by] = line;
  const dx = Math.abs(bx - ax);
  const dy = Math.abs(by - ay);
  const length = Math.floor(Math.hypot(dx, dy));
  if (thickness <= 1 || length === 0) thinLine(canvas, ax, ay, bx, by);
  else if (dx < dy) {
    thickLine(ay, ax, by, bx, thickness, {
      set: (along, across) => canvas.set(across, along),
      blend: (along, across, error) => canvas.blend(across, along, error),
    });
  } else thickLine(ax, ay, bx, by, thickness, canvas);
}

/** The part of a line inside an image (Liang and Barsky), or undefined where none is. Ends are whole numbers. */
export function clipLine(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  width: number,
  height: number,
): [number, number, number, number] | undefined {
  const dx = x2 - x1;
  const dy = y2 - y1;
  let enter = 0;
  let leave = 1;
  const sides: [number, number][] = [
    [-dx, x1],
    [dx, width - 1 - x1],
    [-dy, y1],
    [dy, height - 1 - y1],
  ];
  for (const [p, q] of sides) {
    if (p === 0) {
      if (q < 0) return undefined;
      continue;
    }
    const t = q / p;
    if (p < 0) {
      if (t > leave) return undefined;
      enter = Math.max(enter, t);
    } else {
      if (t < enter) return undefined;
      leave = Math.min(leave, t);
    }
  }
  return [
    Math.trunc(x1 + enter * dx),
    Math.trunc(y1 + enter * dy),
    Math.trunc(x1 + leave * dx),
    Math.trunc(y1 + leave * dy),
  ];
}

function thinLine(canvas: Canvas, x0: number, y0: number, x1: number, y1: number): void {
  const dx = Math.abs(x1 - x0);
  const dy = Math.abs(y1 - y0);
  const stepX = x0 < x1 ? 1 : -1;
  const stepY = y0 < y1 ? 1 : -1;
  const length = dx + dy === 0 ? 1 : Math.floor(Math.hypot(dx, dy));
  let x = x0;
  let y = y0;
  for (let error = dx - dy; ;) {
    canvas.blend(x, y, Math.trunc((256 * Math.abs(error - dx + dy)) / length));
    const before = error;
    const column = x;
    if (2 * before >= -dx) {
      if (x === x1) break;
      if (before + dy < length) canvas.blend(x, y + stepY, Math.trunc((256 * (before + dy)) / length));
      error -= dy;
      x += stepX;
    }
    if (2 * before <= dy) {
      if (y === y1) break;
      if (dx - before < length) canvas.blend(column + stepX, y, Math.trunc((256 * (dx - before)) / length));
      error += dx;
      y += stepY;
    }
  }
}

interface Pen {
  set(along: number, across: number): void;
  blend(along: number, across: number, error: number): void;
}

/** `a` runs along the longer axis, `c` across it; every step draws one short run across. */
function thickLine(a0: number, c0: number, a1: number, c1: number, thickness: number, pen: Pen): void {
  const stepA = a0 < a1 ? 1 : -1;
  const stepC = c0 < c1 ? 1 : -1;
  const length = Math.floor(Math.hypot(a1 - a0, c1 - c0));
  const along = Math.trunc((Math.abs(a1 - a0) * 256) / length);
  const across = Math.trunc((Math.abs(c1 - c0) * 256) / length);
  const width = 256 * (thickness - 1);
  const offset = Math.trunc((length + width / 2) / along);
  let error = Math.max(offset * along - width / 2, 0);
  let c = c0 - offset * stepC;
  for (let a = a0; ; a += stepA) {
    let run = c;
    pen.blend(a, run, error);
    let rest = along - error - width;
    for (; rest + along < 256; rest += along) {
      run += stepC;
      pen.set(a, run);
    }
    pen.blend(a, run + stepC, rest);
    if (a === a1) break;
    error += across;
    if (error > 256) {
      error -= along;
      c += stepC;
    }
  }
}
