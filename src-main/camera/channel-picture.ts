// Finds the picture in the bytes of a channel: its format and its size in pixels.

import { readJpegInfo } from '../../src-shared/picture/jpeg-info.ts';
import { readPngInfo } from '../../src-shared/picture/png-info.ts';
import { PixelFormat, rawPictureBytes } from '../../src-shared/picture/pixel-format.ts';
import { PictureError } from '../../src-shared/picture/picture-error.ts';
import type { FrameImage } from '../../src-shared/picture/frame.ts';
import type { ChannelPicture } from '../../src-shared/device/channel.ts';

/** Throws a PictureError `bad-picture` when the bytes are not what `wanted` says. */
export function pictureInBytes(bytes: Uint8Array, wanted: ChannelPicture): FrameImage {
  const picture = wanted.format === 'file' ? pictureFile(bytes) : rawPicture(bytes, wanted);
  if (picture !== undefined) return picture;
  const facts = { format: wanted.format, sizeBytes: bytes.length };
  throw new PictureError('bad-picture', `${bytes.length} bytes of a channel are no ${wanted.format} picture.`, {
    data: facts,
  });
}

function pictureFile(data: Uint8Array): FrameImage | undefined {
  const jpeg = readJpegInfo(data);
  if (jpeg !== undefined) return { width: jpeg.width, height: jpeg.height, format: PixelFormat.jpeg, data };
  const png = readPngInfo(data);
  return png && { width: png.width, height: png.height, format: PixelFormat.png, data };
}

/** Bytes behind the last pixel are left out: a script may offer a larger buffer. */
function rawPicture(bytes: Uint8Array, wanted: Exclude<ChannelPicture, { format: 'file' }>): FrameImage | undefined {
  const { width, height } = wanted;
  const format = PixelFormat[wanted.format];
  const needed = rawPictureBytes(format, width, height);
  if (needed === undefined || bytes.length < needed) return undefined;
  return { width, height, format, data: bytes.subarray(0, needed) };
}
