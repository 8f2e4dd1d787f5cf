// Demosaicing: each pixel of a Bayer frame has one colour; the other two are the mean of the nearest neighbours that
// have them. Neighbours are mirrored at the edges, which keeps the parity of the pattern.

import { PixelFormat } from '../picture/pixel-format.ts';

/** Column and row (0 or 1) of red in the 2 × 2 pattern. Blue is diagonally opposite. */
const redAt = new Map<number, readonly [number, number]>([
  [PixelFormat.bayerBggr, [1, 1]],
  [PixelFormat.bayerGbrg, [0, 1]],
  [PixelFormat.bayerGrbg, [1, 0]],
  [PixelFormat.bayerRggb, [0, 0]],
]);

/** Converts one of the four Bayer formats; `data` has one byte per pixel, `words` receives RGBA. */
export function bayerToRgba(format: number, width: number, height: number, data: Uint8Array, words: Uint32Array): void {
  const [redX, redY] = redAt.get(format) ?? [0, 0];
  for (let y = 0, index = 0; y < height; y++) {
    const row = y * width;
    const above = mirrored(y - 1, height) * width;
    const below = mirrored(y + 1, height) * width;
    const isRedRow = (y & 1) === redY;
    for (let x = 0; x < width; x++, index++) {
      const left = mirrored(x - 1, width);
      const right = mirrored(x + 1, width);
      const own = data[row + x]!;
      const across = (data[row + left]! + data[row + right]!) >> 1;
      const down = (data[above + x]! + data[below + x]!) >> 1;
      const isRedColumn = (x & 1) === redX;
      if (isRedRow !== isRedColumn) {
        // A green pixel has red beside it in a red row, and above and below it in a blue row.
        words[index] = isRedRow ? rgba(across, own, down) : rgba(down, own, across);
        continue;
      }
      const green = (across + down) >> 1;
      const corners = (data[above + left]! + data[above + right]! + data[below + left]! + data[below + right]!) >> 2;
      words[index] = isRedRow ? rgba(own, green, corners) : rgba(corners, green, own);
    }
  }
}

function mirrored(index: number, size: number): number {
  if (size === 1) return 0;
  if (index < 0) return 1;
  return index < size ? index : size - 2;
}

function rgba(red: number, green: number, blue: number): number {
  return 0xff000000 | (blue << 16) | (green << 8) | red;
}
