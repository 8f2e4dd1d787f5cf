// Room for the file. The library reserves as many bytes for it as the pixels take, does not check, and writes past the
// end: headers alone are 600 bytes, and noise at full quality is larger than its pixels. It trusts the size that it receives
// about the bytes of a sample, so that is how it is made to reserve more.

import type { JpegEncodeOptions } from './jpeg-encode-options.ts';

/** The library keeps the bits of a sample in one byte. */
export const maxBytesPerSample = 31;
/** Headers and tables take 623 bytes with colour. */
const headerBytes = 1024;

/** Bytes a sample for which the largest possible file has room. */
export function bytesPerSample({ width, height, format }: JpegEncodeOptions): number {
  const samples = width * height * (format === 'grayscale' ? 1 : 3);
  const block = blockSize(format);
  const blockPixels = roundUp(width, block) * roundUp(height, block);
  const largestFileBytes = blockPixels * (format === 'grayscale' ? 2 : 3) + headerBytes;
  return Math.ceil(largestFileBytes / samples);
}

/** The same image, its last column and row repeated up to whole blocks. */
export function inWholeBlocks(pixels: Uint8Array, options: JpegEncodeOptions): [Uint8Array, JpegEncodeOptions] {
  const { format } = options;
  const block = blockSize(format);
  const width = roundUp(options.width, block);
  const height = roundUp(options.height, block);
  const pixelBytes = format === 'grayscale' ? 1 : 2;
  const wide = new Uint8Array(width * height * pixelBytes);
  for (let y = 0; y < height; y++) {
    const row = Math.min(y, options.height - 1) * options.width;
    for (let x = 0; x < width; x++) {
      const from = pixelBytes * (row + Math.min(x, options.width - 1));
      wide.set(pixels.subarray(from, from + pixelBytes), pixelBytes * (y * width + x));
    }
  }
  return [wide, { ...options, width, height }];
}

/** Writes the size into the frame header of a file that the library made. */
export function writeJpegSize(file: Uint8Array, width: number, height: number): void {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // Behind the two bytes of the start every segment is a marker and its length.
  let at = 2;
  while (view.getUint16(at) !== startOfFrame) at += 2 + view.getUint16(at + 2);
  view.setUint16(at + 5, height);
  view.setUint16(at + 7, width);
}

const startOfFrame = 0xffc0;

/** Pixels along one side of what is encoded together. */
function blockSize(format: JpegEncodeOptions['format']): number {
  return format === 'grayscale' ? 8 : 16;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
