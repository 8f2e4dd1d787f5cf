// Rectangles, circles and ellipses, with the firmware's pixels.

import type { Canvas } from './canvas.ts';

export function drawRectangle(
  canvas: Canvas,
  x: number,
  y: number,
  width: number,
  height: number,
  thickness: number,
  fill: boolean,
): void {
  if (fill) {
    for (let row = Math.max(y, 0); row < Math.min(y + height, canvas.height); row++) canvas.row(x, x + width - 1, row);
    return;
  }
  if (thickness <= 0) return;
  const before = thickness >> 1;
  const after = (thickness - 1) >> 1;
  const right = x + width - 1;
  const bottom = y + height - 1;
  for (let offset = -before; offset <= after; offset++) {
    canvas.row(x - before, right + after, y + offset);
    canvas.row(x - before, right + after, bottom + offset);
    canvas.column(x + offset, y - before, bottom + after);
    canvas.column(right + offset, y - before, bottom + after);
  }
}

export function drawCircle(canvas: Canvas, cx: number, cy: number, r: number, thickness: number, fill: boolean): void {
  if (!fill && thickness <= 0) return;
  if (r === 0) canvas.set(cx, cy);
  if (r <= 0) return;
  if (fill || thickness === 1) {
    outline(canvas, cx, cy, r + (Math.max(thickness, 0) >> 1), fill);
    return;
  }
  const outer = r + (thickness >> 1);
  const inner = Math.max(r - ((thickness - 1) >> 1), 0);
  ring(canvas, cx, cy, outer, inner);
  // Smooth both edges.
  outline(canvas, cx, cy, outer, false);
  outline(canvas, cx, cy, inner, false);
}

/** A ring between two radii, eight octants at a time. */
function ring(canvas: Canvas, cx: number, cy: number, outer: number, inner: number): void {
  let far = outer;
  let near = inner;
  let farError = 1 - far;
  let nearError = 1 - near;
  for (let y = 0; far >= y;) {
    for (const row of [cy + y, cy - y]) {
      canvas.row(cx + near, cx + far, row);
      canvas.row(cx - far, cx - near, row);
    }
    for (const column of [cx + y, cx - y]) {
      canvas.column(column, cy + near, cy + far);
      canvas.column(column, cy - far, cy - near);
    }
    y++;
    if (farError < 0) farError += 2 * y + 1;
    else {
      far--;
      farError += 2 * (y - far + 1);
    }
    if (y > inner) near = y;
    else if (nearError < 0) nearError += 2 * y + 1;
    else {
      near--;
      nearError += 2 * (y - near + 1);
    }
  }
}

/** A smoothed circle one pixel wide (Zingl), optionally filled. */
function outline(canvas: Canvas, cx: number, cy: number, radius: number, fill: boolean): void {
  if (radius === 0) {
    canvas.set(cx, cy);
    return;
  }
  const quadrants = (x: number, y: number, error: number): void => {
    canvas.blend(cx + x, cy - y, error);
    canvas.blend(cx + y, cy + x, error);
    canvas.blend(cx - x, cy + y, error);
    canvas.blend(cx - y, cy - x, error);
  };
  let x = radius;
  let y = 0;
  let error = 2 - 2 * radius;
  const scale = 1 - error;
  for (;;) {
    quadrants(x, y, Math.trunc((256 * Math.abs(error + 2 * (x + y) - 2)) / scale));
    if (fill) {
      canvas.row(cx, cx + x - 1, cy - y);
      canvas.column(cx + y, cy, cy + x - 1);
      canvas.row(cx - x + 1, cx, cy + y);
      canvas.column(cx - y, cy - x + 1, cy);
    }
    if (x === 0) break;
    const before = error;
    const column = x;
    if (error > y) {
      const outward = Math.trunc((256 * (error + 2 * x - 1)) / scale);
      if (outward < 256) quadrants(x, y - 1, outward);
      x--;
      error -= x * 2 - 1;
    }
    if (before <= column) {
      const inward = Math.trunc((256 * (1 - 2 * y - before)) / scale);
      if (!fill && inward < 256) quadrants(column - 1, y, inward);
      y--;
      error -= y * 2 - 1;
    }
  }
}

/** `rx`, `ry` are radii; `rotation` in degrees. */
export function drawEllipse(
  canvas: Canvas,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  rotation: number,
  thickness: number,
  fill: boolean,
): void {
  let width = rx * 2;
  let height = ry * 2;
  if (width <= 0 || height <= 0) return;
  let angle = ((rotation % 180) + 180) % 180;
  if (angle > 45 && angle !== 90) {
    // A turn by a right angle swaps the axes; what is left is at most 45 degrees.
    if (angle > 90) {
      angle -= 90;
      [width, height] = [height, width];
    }
    if (angle > 45) {
      angle -= 90;
      [width, height] = [height, width];
    }
  }
  const ellipse: Ellipse = { cx, cy, a: width >> 1, b: height >> 1, shearX: 1, shearY: 0, thickness, fill };
  if (width === height || angle === 0) shearedEllipse(canvas, ellipse);
  else if (angle === 90) shearedEllipse(canvas, { ...ellipse, a: height >> 1, b: width >> 1 });
  else {
    const turn = (angle * Math.PI) / 180;
    const theta = Math.atan(Math.trunc(height / width) * -Math.tan(turn));
    const shearX = width * Math.cos(theta) * Math.cos(turn) - height * Math.sin(theta) * Math.sin(turn);
    const shearY = width * Math.cos(theta) * Math.sin(turn) + height * Math.sin(theta) * Math.cos(turn);
    const a = Math.floor(Math.abs(shearX) / 2);
    const b = Math.floor((width * height) / Math.abs(shearX) / 2);
    shearedEllipse(canvas, { ...ellipse, a, b, shearX, shearY });
  }
}

interface Ellipse {
  readonly cx: number;
  readonly cy: number;
  readonly a: number;
  readonly b: number;
  readonly shearX: number;
  readonly shearY: number;
  readonly thickness: number;
  readonly fill: boolean;
}

/** A turned ellipse is an upright one whose columns are moved up and down. */
function shearedEllipse(canvas: Canvas, ellipse: Ellipse): void {
  const { cx, cy, a, b, shearX, shearY, thickness, fill } = ellipse;
  if ((thickness <= 0 && !fill) || shearX === 0) return;
  const before = thickness >> 1;
  const after = (thickness - 1) >> 1;
  const dot = (dx: number, dy: number): void => {
    const x = cx + dx;
    const y = cy + dy + Math.floor((dx * shearY) / shearX);
    for (let j = -before; j <= after; j++) {
      for (let i = -before; i <= after; i++) {
        if (i * i + j * j <= before * before) canvas.set(x + i, y + j);
      }
    }
  };
  const plot = (x: number, y: number): void => {
    for (const dx of [x, -x]) {
      if (fill) {
        const middle = cy + Math.floor((dx * shearY) / shearX);
        canvas.column(cx + dx, middle - y, middle + y);
      } else {
        dot(dx, y);
        dot(dx, -y);
      }
    }
  };
  const aa = a * a;
  const bb = b * b;
  for (let x = 0, y = b, sigma = 2 * bb + aa * (1 - 2 * b); bb * x <= aa * y; x++) {
    plot(x, y);
    if (sigma >= 0) {
      sigma += 4 * aa * (1 - y);
      y--;
    }
    sigma += bb * (4 * x + 6);
  }
  for (let x = a, y = 0, sigma = 2 * aa + bb * (1 - 2 * a); aa * y <= bb * x; y++) {
    plot(x, y);
    if (sigma >= 0) {
      sigma += 4 * bb * (1 - x);
      x--;
    }
    sigma += aa * (4 * y + 6);
  }
}
