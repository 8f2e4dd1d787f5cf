// Frames as the library hands them out: as they came, or as RGB888.

import jpeg from 'jpeg-js';
import { toRgba } from '../../../src-shared/imaging/to-rgba.ts';
import { isCompressed, PixelFormat, pixelFormatName } from '../../../src-shared/protocol/pixel-format.ts';
import type { Frame } from '../camera.ts';
import { PictureError } from './picture-error.ts';

/** One picture. `data` is what came over the wire, or RGB888 of `width * height * 3` bytes where that was asked for. */
export interface CameraFrame extends Frame {
  /** Compressed formats: bytes of the file. Others: bytes a pixel (0 for binary). */
  readonly depth: number;
  /** Bytes that the camera sent for the picture, before any conversion. */
  readonly rawSize: number;
}

export function cameraFrame(frame: Frame, rgb: boolean): CameraFrame {
  const { format, data } = frame;
  const depth = isCompressed(format) ? data.length : format & 0xff;
  return { ...frame, data: rgb ? frameToRgb(frame) : data, depth, rawSize: data.length };
}

/**
 * The picture as RGB888, `width * height * 3` bytes from the upper left corner by rows. Throws a PictureError:
 * `bad-picture` for a JPEG that does not decode, `format-not-supported` for PNG and unknown formats.
 */
export function frameToRgb(frame: Pick<Frame, 'width' | 'height' | 'format' | 'data'>): Uint8Array<ArrayBuffer> {
  const { width, height, format, data } = frame;
  if (format === PixelFormat.jpeg) return withoutAlpha(decodeJpeg(frame));
  const rgba = new Uint8Array(width * height * 4);
  if (toRgba(format, width, height, data, rgba)) return withoutAlpha(rgba);
  const name = pixelFormatName(format);
  throw new PictureError('format-not-supported', `No conversion from ${name}.`, { facts: { format: name } });
}

function decodeJpeg({ width, height, format, data }: Pick<Frame, 'width' | 'height' | 'format' | 'data'>): Uint8Array {
  const facts = { format: pixelFormatName(format), sizeBytes: data.length };
  let decoded;
  try {
    decoded = jpeg.decode(data, { useTArray: true, tolerantDecoding: true });
  } catch (cause) {
    throw new PictureError('bad-picture', 'The JPEG does not decode.', { cause, facts });
  }
  if (decoded.width === width && decoded.height === height) return decoded.data;
  throw new PictureError('bad-picture', 'The JPEG has another size than its frame says.', { facts });
}

function withoutAlpha(rgba: Uint8Array): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}
