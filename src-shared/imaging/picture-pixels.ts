// Any frame of a camera as pixels: raw formats, JPEG by jpeg-js, PNG.

import jpeg from 'jpeg-js';
import { readJpegInfo } from '../picture/jpeg-info.ts';
import { readPngInfo } from '../picture/png-info.ts';
import { isReadablePng, pngToRgba } from '../picture/png.ts';
import { toRgba } from './to-rgba.ts';
import { PixelFormat, pixelFormatName } from '../picture/pixel-format.ts';
import type { FrameImage } from '../picture/frame.ts';
import { PictureError } from '../picture/picture-error.ts';

/** Far above an image of one colour. Beyond it, the header alone would cost the decoder seconds and much memory. */
const mostJpegPixelsOfByte = 1024;

const mostDecoderMb = 512;

/**
 * RGBA of `width * height * 4` bytes, alpha 255, row by row from the upper left corner. Throws a PictureError:
 * `bad-picture` for data that is damaged or too short, `format-not-supported` for unknown formats and for grey PNG of
 * less than eight bits per sample.
 */
export function pictureToRgba(picture: FrameImage): Uint8Array {
  const { width, height, format, data } = picture;
  if (format === PixelFormat.jpeg) return decodeJpeg(picture);
  if (format === PixelFormat.png) return decodePng(picture);
  const rgba = new Uint8Array(width * height * 4);
  if (toRgba(format, width, height, data, rgba)) return rgba;
  throw notSupported(format);
}

function decodeJpeg(picture: FrameImage): Uint8Array {
  const { width, height, data } = picture;
  const info = readJpegInfo(data);
  if (info === undefined) throw badPicture(picture, 'The data is not a JPEG.');
  const pixels = info.width * info.height;
  if (pixels > mostJpegPixelsOfByte * data.length) throw badPicture(picture, 'The JPEG is too short for its size.');
  let decoded;
  try {
    decoded = jpeg.decode(data, { useTArray: true, ...decoderLimits(pixels) });
  } catch (cause) {
    throw badPicture(picture, 'The JPEG cannot be decoded.', cause);
  }
  if (decoded.width === width && decoded.height === height) return decoded.data;
  throw badPicture(picture, 'The JPEG differs in size from its frame.');
}

/** The decoder trusts a second frame header and any number of blocks per pixel. */
function decoderLimits(pixels: number) {
  const megapixels = Math.ceil(pixels / 1e6);
  return { maxResolutionInMP: megapixels, maxMemoryUsageInMB: Math.min(mostDecoderMb, 64 * megapixels) };
}

function decodePng(picture: FrameImage): Uint8Array {
  const { width, height, format, data } = picture;
  const info = readPngInfo(data);
  if (info === undefined) throw badPicture(picture, 'The data is not a PNG.');
  if (!isReadablePng(data)) throw notSupported(format);
  if (info.width !== width || info.height !== height) {
    throw badPicture(picture, 'The PNG differs in size from its frame.');
  }
  const rgba = pngToRgba(data);
  if (rgba === undefined) throw badPicture(picture, 'The PNG cannot be decoded.');
  return rgba;
}

function badPicture({ format, data }: FrameImage, message: string, cause?: unknown): PictureError {
  return new PictureError('bad-picture', message, {
    cause,
    data: { format: pixelFormatName(format), sizeBytes: data.length },
  });
}

function notSupported(format: number): PictureError {
  const name = pixelFormatName(format);
  return new PictureError('format-not-supported', `No conversion from ${name}.`, { data: { format: name } });
}
