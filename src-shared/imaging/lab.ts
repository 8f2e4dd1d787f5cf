// CIELAB as in OpenMV scripts: integers, L 0–100, A and B −128–127, computed from sRGB under D65 with the constants and
// the rounding of the firmware's table, so that thresholds chosen here have the same effect on the camera.

import { blue8, green8, red8 } from './rgb565.ts';

export interface Lab {
  /** 0–100 */
  readonly l: number;
  /** −128–127, green to red */
  readonly a: number;
  /** −128–127, blue to yellow */
  readonly b: number;
}

export interface LabTable {
  readonly l: Int8Array;
  readonly a: Int8Array;
  readonly b: Int8Array;
}

const whiteX = 0.95047;
const whiteZ = 1.08883;

const linearOf = Float64Array.from({ length: 256 }, (_, value) => {
  const c = value / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
});

/** Channels 0–255 to LAB. */
export function rgbToLab(red: number, green: number, blue: number): Lab {
  const r = linearOf[red]!;
  const g = linearOf[green]!;
  const b = linearOf[blue]!;
  const x = companded((0.4124 * r + 0.3576 * g + 0.1805 * b) / whiteX);
  const y = companded(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = companded((0.0193 * r + 0.1192 * g + 0.9505 * b) / whiteZ);
  return {
    l: clamp(Math.round(116 * y) - 16, 0, 100),
    a: clamp(Math.round(500 * (x - y)), -128, 127),
    b: clamp(Math.round(200 * (y - z)), -128, 127),
  };
}

/** LAB to the nearest displayable channels 0–255, rounded down as on the camera. */
export function labToRgb({ l, a, b }: Lab): { red: number; green: number; blue: number } {
  const fy = (l + 16) / 116;
  const x = expanded(fy + a / 500) * whiteX;
  const y = expanded(fy);
  const z = expanded(fy - b / 200) * whiteZ;
  return {
    red: encoded(3.2406 * x - 1.5372 * y - 0.4986 * z),
    green: encoded(-0.9689 * x + 1.8758 * y + 0.0415 * z),
    blue: encoded(0.0557 * x - 0.204 * y + 1.057 * z),
  };
}

let table: LabTable | undefined;

/** LAB of every RGB565 value, computed once (about 20 ms) and kept (192 kB). */
export function labTable(): LabTable {
  if (table !== undefined) return table;
  const made = { l: new Int8Array(65536), a: new Int8Array(65536), b: new Int8Array(65536) };
  for (let pixel = 0; pixel < 65536; pixel++) {
    const lab = rgbToLab(red8(pixel), green8(pixel), blue8(pixel));
    made.l[pixel] = lab.l;
    made.a[pixel] = lab.a;
    made.b[pixel] = lab.b;
  }
  table = made;
  return made;
}

function companded(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787037 * value + 0.137931;
}

function expanded(value: number): number {
  return value > 0.206897 ? value ** 3 : 0.128419 * value - 0.017713;
}

function encoded(linear: number): number {
  const value = linear > 0.0031308 ? 1.055 * linear ** (1 / 2.4) - 0.055 : 12.92 * linear;
  return clamp(Math.floor(255 * value), 0, 255);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
