// YUV422 as sensors deliver it: Y0 U Y1 V for two pixels (YVU422: Y0 V Y1 U), full range, U and V offset by 128, with
// the coefficients of JPEG.

/** Converts 2 bytes per pixel to RGBA. The last pixel of a row with odd width uses the chroma of its predecessor. */
export function yuv422ToRgba(
  isYvu: boolean,
  width: number,
  height: number,
  data: Uint8Array,
  words: Uint32Array,
): void {
  for (let y = 0; y < height; y++) {
    const row = 2 * y * width;
    let first = 128;
    let second = 128;
    for (let x = 0; x < width; x++) {
      const at = row + 2 * x;
      if ((x & 1) === 0) {
        first = data[at + 1]!;
        if (x + 1 < width) second = data[at + 3]!;
      }
      const u = (isYvu ? second : first) - 128;
      const v = (isYvu ? first : second) - 128;
      const luma = data[at]!;
      const red = clamp(luma + ((91881 * v) >> 16));
      const green = clamp(luma - ((22554 * u + 46802 * v) >> 16));
      const blue = clamp(luma + ((116130 * u) >> 16));
      words[y * width + x] = 0xff000000 | (blue << 16) | (green << 8) | red;
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
