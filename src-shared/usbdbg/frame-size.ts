// The description of a waiting frame: width, height and a third word that is either bytes per pixel or the byte count of a
// compressed frame (docs/usbdbg.md §5).

import { readJpegInfo } from '../picture/jpeg-info.ts';
import { PixelFormat, rawPictureBytes } from '../picture/pixel-format.ts';
import { readPngInfo } from '../picture/png-info.ts';
import { requireReply, UsbdbgError } from './usbdbg-error.ts';
import { encodeWords } from './replies.ts';

/** Reply of FRAME_SIZE, and words 1 to 3 of GET_STATE. */
export interface FrameSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** 1 grayscale, 2 RGB565, 3 Bayer; a larger value is the byte count of a compressed frame; 0 no frame. */
  readonly sizeOrBpp: number;
}

export const frameSizeSize = 12;
/** The largest side of a frame that any sensor of these cameras gives. */
export const maxFrameSide = 8192;
/** A compressed frame is at most as large as the largest frame buffer of these cameras. */
export const maxCompressedBytes = 32 * 1024 * 1024;
/** Third words up to this one are bytes per pixel. */
const largestBpp = 3;

export function encodeFrameSize({ width, height, sizeOrBpp }: FrameSize): Uint8Array<ArrayBuffer> {
  return encodeWords([width, height, sizeOrBpp]);
}

/** Throws `reply-too-short`. */
export function decodeFrameSize(bytes: Uint8Array, at = 0): FrameSize {
  const view = requireReply('FRAME_SIZE', bytes, at + frameSizeSize);
  return {
    width: view.getUint32(at, true),
    height: view.getUint32(at + 4, true),
    sizeOrBpp: view.getUint32(at + 8, true),
  };
}

/** True if the reply describes a frame, which is then locked for the host. */
export function hasFrame({ width, height, sizeOrBpp }: FrameSize): boolean {
  return width !== 0 && height !== 0 && sizeOrBpp !== 0;
}

export function isCompressedFrame(size: FrameSize): boolean {
  return size.sizeOrBpp > largestBpp;
}

/** Bytes to ask for with FRAME_DUMP. Throws `bad-frame-size` for values that no camera can mean. */
export function frameBytes(size: FrameSize): number {
  for (const field of ['width', 'height'] as const) {
    if (size[field] < 1 || size[field] > maxFrameSide) {
      throw new UsbdbgError('bad-frame-size', `A frame ${field} of ${size[field]} pixels is impossible.`, {
        data: { field, value: size[field] },
      });
    }
  }
  if (!isCompressedFrame(size)) return rawPictureBytes(rawFormat(size.sizeOrBpp), size.width, size.height)!;
  if (size.sizeOrBpp > maxCompressedBytes) {
    throw new UsbdbgError('bad-frame-size', `A frame of ${size.sizeOrBpp} bytes is impossible.`, {
      data: { field: 'size', value: size.sizeOrBpp },
    });
  }
  return size.sizeOrBpp;
}

/** `PixelFormat` of the dumped bytes; undefined if they are neither JPEG nor PNG. */
export function frameFormat(size: FrameSize, data: Uint8Array): PixelFormat | undefined {
  if (!isCompressedFrame(size)) return rawFormat(size.sizeOrBpp);
  if (readPngInfo(data) !== undefined) return PixelFormat.png;
  return readJpegInfo(data) === undefined ? undefined : PixelFormat.jpeg;
}

function rawFormat(bpp: number): PixelFormat {
  if (bpp === 1) return PixelFormat.grayscale;
  return bpp === 2 ? PixelFormat.rgb565 : PixelFormat.bayerBggr;
}

/** Exchanges the two bytes of each pixel in place: RGB565 of firmware before 3.8.0. */
export function swapRgb565(data: Uint8Array): void {
  for (let at = 0; at + 1 < data.length; at += 2) {
    const first = data[at]!;
    data[at] = data[at + 1]!;
    data[at + 1] = first;
  }
}
