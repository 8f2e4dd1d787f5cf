// RGB565 as the cameras store it: red in bits 15–11, green in 10–5, blue in 4–0. It is expanded to eight bits by bit
// replication, so that black stays 0 and white 255.

/** Packs channels 0–255; drops the low bits like the cameras. */
export function packRgb565(red: number, green: number, blue: number): number {
  return ((red & 0xf8) << 8) | ((green & 0xfc) << 3) | (blue >> 3);
}

export function red8(pixel: number): number {
  const red = (pixel >> 11) & 0x1f;
  return (red << 3) | (red >> 2);
}

export function green8(pixel: number): number {
  const green = (pixel >> 5) & 0x3f;
  return (green << 2) | (green >> 4);
}

export function blue8(pixel: number): number {
  const blue = pixel & 0x1f;
  return (blue << 3) | (blue >> 2);
}

/** Luma as the OpenMV firmware computes it: (38·r + 75·g + 15·b) / 128, rounded down. */
export function luma(red: number, green: number, blue: number): number {
  return (38 * red + 75 * green + 15 * blue) >> 7;
}
