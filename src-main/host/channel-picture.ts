// Finds the picture in the bytes of a channel: its format and its size in pixels.

import type { ChannelPicture } from '../../src-shared/contract/frames.ts';
import { readJpegInfo } from '../../src-shared/imaging/jpeg-info.ts';
import { PixelFormat, rawPictureBytes } from '../../src-shared/protocol/pixel-format.ts';
import type { Frame } from '../camera/camera.ts';
import { HostError } from './host-error.ts';

export type Picture = Pick<Frame, 'width' | 'height' | 'format' | 'data'>;

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature, then length, name and the first two fields of the header chunk. */
const pngHeaderBytes = 24;

/** Throws `bad-picture` when the bytes are not what `wanted` says. */
export function channelPicture(bytes: Uint8Array, wanted: ChannelPicture): Picture {
  const picture = wanted.format === 'file' ? pictureFile(bytes) : rawPicture(bytes, wanted);
  if (picture !== undefined) return picture;
  const facts = { format: wanted.format, sizeBytes: bytes.length };
  throw new HostError('bad-picture', `${bytes.length} bytes of a channel are no ${wanted.format} picture.`, { facts });
}

function pictureFile(data: Uint8Array): Picture | undefined {
  const jpeg = readJpegInfo(data);
  if (jpeg !== undefined) return { width: jpeg.width, height: jpeg.height, format: PixelFormat.jpeg, data };
  if (data.length < pngHeaderBytes || pngSignature.some((byte, at) => data[at] !== byte)) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20), format: PixelFormat.png, data };
}

/** Bytes behind the last pixel are left out: a script may offer a larger buffer. */
function rawPicture(bytes: Uint8Array, wanted: Exclude<ChannelPicture, { format: 'file' }>): Picture | undefined {
  const { width, height } = wanted;
  const format = PixelFormat[wanted.format];
  const needed = rawPictureBytes(format, width, height);
  if (needed === undefined || bytes.length < needed) return undefined;
  return { width, height, format, data: bytes.subarray(0, needed) };
}
