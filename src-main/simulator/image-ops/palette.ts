// The built-in colour palettes, 256 RGB565 values each, interpolated between a few colours that follow the camera's
// rainbow and ironbow by eye; they are close to the firmware's tables, not equal.

import { rgb565 } from './color.ts';

type Stop = readonly [at: number, r: number, g: number, b: number];

const rainbow: readonly Stop[] = [
  [0, 0, 196, 255],
  [19, 0, 255, 255],
  [76, 0, 255, 128],
  [110, 0, 255, 0],
  [153, 180, 255, 0],
  [186, 255, 255, 0],
  [220, 255, 128, 0],
  [255, 255, 0, 0],
];

const ironbow: readonly Stop[] = [
  [0, 255, 255, 255],
  [127, 0, 0, 0],
  [144, 32, 0, 120],
  [176, 176, 4, 140],
  [192, 216, 44, 70],
  [208, 228, 88, 20],
  [232, 248, 176, 16],
  [244, 255, 224, 40],
  [255, 255, 255, 224],
];

const depth: readonly Stop[] = [
  [0, 48, 18, 59],
  [64, 70, 134, 251],
  [112, 27, 229, 181],
  [160, 164, 252, 60],
  [208, 251, 126, 33],
  [255, 122, 4, 3],
];

const eventDark: readonly Stop[] = [
  [0, 255, 64, 32],
  [127, 16, 16, 24],
  [128, 16, 16, 24],
  [255, 64, 160, 255],
];

const eventLight: readonly Stop[] = [
  [0, 64, 96, 224],
  [127, 240, 240, 240],
  [128, 240, 240, 240],
  [255, 24, 24, 48],
];

const stops = [rainbow, ironbow, depth, eventDark, eventLight];
const made: (Uint16Array | undefined)[] = [];

/** Palette 0 rainbow, 1 ironbow, 2 depth, 3 event dark, 4 event light. */
export function builtInPalette(index: number): Uint16Array {
  const known = made[index];
  if (known !== undefined) return known;
  const list = stops[index];
  if (list === undefined) throw new Error(`no palette ${index}`);
  const palette = interpolated(list);
  made[index] = palette;
  return palette;
}

function interpolated(list: readonly Stop[]): Uint16Array {
  const palette = new Uint16Array(256);
  for (let k = 0; k + 1 < list.length; k++) {
    const [from, r0, g0, b0] = list[k]!;
    const [to, r1, g1, b1] = list[k + 1]!;
    for (let i = from; i <= to; i++) {
      const t = (i - from) / (to - from);
      palette[i] = rgb565(
        Math.round(r0 + (r1 - r0) * t),
        Math.round(g0 + (g1 - g0) * t),
        Math.round(b0 + (b1 - b0) * t),
      );
    }
  }
  return palette;
}
