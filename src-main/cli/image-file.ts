// A frame as an image file. The ending of its name decides: .png, .jpg and .jpeg get that format; a name without an ending
// gets a compressed frame unchanged and a raw one as PNG.

import path from 'node:path';
import jpeg from 'jpeg-js';
import { encodePng } from '../../src-shared/picture/png.ts';
import { isCompressed, PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import type { Frame, FrameImage } from '../../src-shared/picture/frame.ts';
import { frameToRgb } from '../library/camera-frame.ts';
import { pictureToRgba } from '../../src-shared/imaging/picture-pixels.ts';
import { CliError } from './cli-error.ts';
import { writeOutput } from './output-file.ts';

/** Quality of a JPEG made from raw pixels: without visible loss. */
const jpegQuality = 95;

const formats: ReadonlyMap<string, number> = new Map([
  ['.png', PixelFormat.png],
  ['.jpg', PixelFormat.jpeg],
  ['.jpeg', PixelFormat.jpeg],
]);

/** Throws `image-format-unknown` for a name whose ending stands for another format. */
export function checkImageName(file: string | undefined): void {
  const ending = path.extname(file ?? '').toLowerCase();
  if (file === undefined || ending === '' || formats.has(ending)) return;
  throw new CliError('image-format-unknown', `No encoder for ${ending}.`, { data: { path: file, ending } });
}

/** The bytes of a file with this name. Throws a PictureError. */
export function imageFileBytes(file: string, frame: FrameImage): Uint8Array {
  const wanted = formats.get(path.extname(file).toLowerCase());
  if (frame.format === (wanted ?? (isCompressed(frame.format) ? frame.format : undefined))) return frame.data;
  const { width, height } = frame;
  if (wanted !== PixelFormat.jpeg) return encodePng({ width, height, channels: 3, data: frameToRgb(frame) });
  return jpeg.encode({ width, height, data: pictureToRgba(frame) }, jpegQuality).data;
}

/** Saves a frame. Rejects with a HostError, or with a PictureError. */
export async function saveImage(file: string, frame: Frame): Promise<void> {
  await writeOutput(file, imageFileBytes(file, frame));
}
