// A frame as a file. The name's ending decides: .png and .jpg get what they say; any other name gets a compressed
// picture as it came and a raw one as PNG.

import path from 'node:path';
import jpeg from 'jpeg-js';
import { encodePng } from '../../src-shared/picture/png.ts';
import { isCompressed, PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import type { Frame, FrameImage } from '../../src-shared/picture/frame.ts';
import { frameToRgb } from '../library/camera-frame.ts';
import { pictureToRgba } from '../../src-shared/imaging/picture-pixels.ts';
import { writeOutput } from './output-file.ts';

/** Quality of a JPEG made from raw pixels; nobody should see a difference. */
const jpegQuality = 95;

/** The bytes of a file with this name. Throws a PictureError. */
export function pictureFileBytes(file: string, picture: FrameImage): Uint8Array {
  const wanted = { '.png': PixelFormat.png, '.jpg': PixelFormat.jpeg, '.jpeg': PixelFormat.jpeg }[
    path.extname(file).toLowerCase()
  ];
  if (picture.format === (wanted ?? (isCompressed(picture.format) ? picture.format : undefined))) return picture.data;
  const { width, height } = picture;
  if (wanted !== PixelFormat.jpeg) return encodePng({ width, height, channels: 3, data: frameToRgb(picture) });
  return jpeg.encode({ width, height, data: pictureToRgba(picture) }, jpegQuality).data;
}

/** Saves a frame. Rejects with a HostError, or with a PictureError. */
export async function savePicture(file: string, frame: Frame): Promise<void> {
  await writeOutput(file, pictureFileBytes(file, frame));
}
