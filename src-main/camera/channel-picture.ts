// Finds the picture in the bytes of a channel: its format and its size in pixels.

import { readJpegInfo } from '../../src-shared/picture/jpeg-info.ts';
import { readPngInfo } from '../../src-shared/picture/png-info.ts';
import { PixelFormat, rawPictureBytes } from '../../src-shared/picture/pixel-format.ts';
import { PictureError } from '../../src-shared/picture/picture-error.ts';
import type { Picture } from '../../src-shared/imaging/picture-pixels.ts';

/** What the bytes of a channel are: a JPEG or PNG file (told apart by their beginning), or raw pixels of a known size. */
export type ChannelPicture =
  | { readonly format: 'file' }
  | {
      readonly format: Exclude<keyof typeof PixelFormat, 'jpeg' | 'png'>;
      /** pixels */
      readonly width: number;
      /** pixels */
      readonly height: number;
    };

/** Throws a PictureError `bad-picture` when the bytes are not what `wanted` says. */
export function pictureInBytes(bytes: Uint8Array, wanted: ChannelPicture): Picture {
  const picture = wanted.format === 'file' ? pictureFile(bytes) : rawPicture(bytes, wanted);
  if (picture !== undefined) return picture;
  const facts = { format: wanted.format, sizeBytes: bytes.length };
  throw new PictureError('bad-picture', `${bytes.length} bytes of a channel are no ${wanted.format} picture.`, {
    facts,
  });
}

function pictureFile(data: Uint8Array): Picture | undefined {
  const jpeg = readJpegInfo(data);
  if (jpeg !== undefined) return { width: jpeg.width, height: jpeg.height, format: PixelFormat.jpeg, data };
  const png = readPngInfo(data);
  return png && { width: png.width, height: png.height, format: PixelFormat.png, data };
}

/** Bytes behind the last pixel are left out: a script may offer a larger buffer. */
function rawPicture(bytes: Uint8Array, wanted: Exclude<ChannelPicture, { format: 'file' }>): Picture | undefined {
  const { width, height } = wanted;
  const format = PixelFormat[wanted.format];
  const needed = rawPictureBytes(format, width, height);
  if (needed === undefined || bytes.length < needed) return undefined;
  return { width, height, format, data: bytes.subarray(0, needed) };
}
