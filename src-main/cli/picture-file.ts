// A frame as a file. The name's ending decides: .png and .jpg get what they say; any other name gets a compressed
// picture as it came and a raw one as PNG.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import jpeg from 'jpeg-js';
import { toRgba } from '../../src-shared/imaging/to-rgba.ts';
import { isCompressed, PixelFormat, pixelFormatName } from '../../src-shared/protocol/pixel-format.ts';
import type { Frame } from '../camera/camera.ts';
import { fileError } from '../host/host-error.ts';
import { encodePng } from '../host/png.ts';
import { CliError } from './cli-error.ts';

type Picture = Pick<Frame, 'width' | 'height' | 'format' | 'data'>;

/** Quality of a JPEG made from raw pixels; nobody should see a difference. */
const jpegQuality = 95;

/** The bytes of a file with this name. Throws `format-not-supported` and `bad-picture`. */
export function pictureFileBytes(file: string, picture: Picture): Uint8Array {
  const wanted = { '.png': PixelFormat.png, '.jpg': PixelFormat.jpeg, '.jpeg': PixelFormat.jpeg }[
    path.extname(file).toLowerCase()
  ];
  if (picture.format === (wanted ?? (isCompressed(picture.format) ? picture.format : undefined))) return picture.data;
  const { width, height, rgba } = pixels(picture);
  if (wanted !== PixelFormat.jpeg) return encodePng(width, height, rgba);
  return jpeg.encode({ width, height, data: rgba }, jpegQuality).data;
}

function pixels({ width, height, format, data }: Picture): { width: number; height: number; rgba: Uint8Array } {
  if (format === PixelFormat.jpeg) {
    const decoded = decodeJpeg(data);
    return { width: decoded.width, height: decoded.height, rgba: decoded.data };
  }
  const rgba = new Uint8ClampedArray(width * height * 4);
  if (!toRgba(format, width, height, data, rgba)) {
    const name = pixelFormatName(format);
    throw new CliError('format-not-supported', `No conversion from ${name}.`, { facts: { format: name } });
  }
  return { width, height, rgba: new Uint8Array(rgba.buffer) };
}

function decodeJpeg(data: Uint8Array): { width: number; height: number; data: Uint8Array } {
  try {
    return jpeg.decode(data, { useTArray: true });
  } catch (cause) {
    const facts = { format: pixelFormatName(PixelFormat.jpeg), sizeBytes: data.length };
    throw new CliError('bad-picture', 'The JPEG does not decode.', { cause, facts });
  }
}

/** Saves a frame. Rejects with a HostError, or with a CliError of `pictureFileBytes`. */
export async function savePicture(file: string, frame: Frame): Promise<void> {
  const bytes = pictureFileBytes(file, frame);
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw fileError(error, file);
  }
}
