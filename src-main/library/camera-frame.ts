// Frames as the library hands them out: as they came, or as RGB888.

import { isCompressed } from '../../src-shared/picture/pixel-format.ts';
import type { Frame, FrameImage } from '../../src-shared/picture/frame.ts';
import { pictureToRgba } from '../../src-shared/imaging/picture-pixels.ts';

/** A frame. `data` is what the camera sent, or RGB888 of `width * height * 3` bytes if that was requested. */
export interface CameraFrame extends Frame {
  /** Compressed formats: bytes of the file. Others: bytes per pixel (0 for binary). */
  readonly depth: number;
  /** Bytes that the camera sent, before any conversion. */
  readonly rawSize: number;
}

export function cameraFrame(frame: Frame, rgb: boolean): CameraFrame {
  const { format, data } = frame;
  const depth = isCompressed(format) ? data.length : format & 0xff;
  return { ...frame, data: rgb ? frameToRgb(frame) : data, depth, rawSize: data.length };
}

/**
 * The frame as RGB888, `width * height * 3` bytes from the upper left corner by rows: JPEG, PNG and every raw format.
 * Throws a PictureError: `bad-picture` for data that is damaged or too short, `format-not-supported` for unknown formats
 * and for grey PNG of less than eight bits a sample.
 */
export function frameToRgb(frame: FrameImage): Uint8Array<ArrayBuffer> {
  const rgba = pictureToRgba(frame);
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}
