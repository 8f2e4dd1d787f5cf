// Pixel formats on the wire (docs/protocol-v2.md §12.2): bits 0–7 bytes per pixel, 8–15 subformat, 16–23 format id, 24
// raw (Bayer), 25 compressed, 26 colour, 27 mutable, 28 YUV.

/** Values of `Frame.format`. */
export const PixelFormat = {
  binary: 0x08010000,
  grayscale: 0x08020001,
  rgb565: 0x0c030002,
  argb8: 0x0c080004,
  bayerBggr: 0x05040001,
  bayerGbrg: 0x05040101,
  bayerGrbg: 0x05040201,
  bayerRggb: 0x05040301,
  yuv422: 0x14050002,
  yvu422: 0x14050102,
  jpeg: 0x06060000,
  png: 0x06070000,
} as const;
export type PixelFormat = (typeof PixelFormat)[keyof typeof PixelFormat];

const names = new Map<number, string>([
  [PixelFormat.binary, 'BINARY'],
  [PixelFormat.grayscale, 'GRAYSCALE'],
  [PixelFormat.rgb565, 'RGB565'],
  [PixelFormat.argb8, 'ARGB8'],
  [PixelFormat.bayerBggr, 'BAYER BGGR'],
  [PixelFormat.bayerGbrg, 'BAYER GBRG'],
  [PixelFormat.bayerGrbg, 'BAYER GRBG'],
  [PixelFormat.bayerRggb, 'BAYER RGGB'],
  [PixelFormat.yuv422, 'YUV422'],
  [PixelFormat.yvu422, 'YVU422'],
  [PixelFormat.jpeg, 'JPEG'],
  [PixelFormat.png, 'PNG'],
]);

export function isKnownPixelFormat(format: number): format is PixelFormat {
  return names.has(format);
}

/** "RGB565", "JPEG"; the hexadecimal number of an unknown format. */
export function pixelFormatName(format: number): string {
  return names.get(format) ?? `0x${(format >>> 0).toString(16).padStart(8, '0')}`;
}

export function isCompressed(format: number): boolean {
  return (format & 0x02000000) !== 0;
}

/** Mutable formats can reach the host raw; the device compresses all others to JPEG. */
export function isMutable(format: number): boolean {
  return (format & 0x08000000) !== 0;
}

/** Size of a raw frame in bytes; undefined for compressed formats, whose header states the size. */
export function rawPictureBytes(format: number, width: number, height: number): number | undefined {
  if (isCompressed(format)) return undefined;
  if (format === PixelFormat.binary) return 4 * Math.ceil(width / 32) * height;
  return (format & 0xff) * width * height;
}
