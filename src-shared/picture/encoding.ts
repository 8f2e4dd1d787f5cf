// How the bytes of a frame are stored.

import { PixelFormat } from './pixel-format.ts';

/** All encodings: pixels as they are, image files, and video in Annex B form (start codes between the units). */
export const frameEncodings = ['raw', 'jpeg', 'png', 'h264', 'h265'] as const;
/** How the bytes of a frame are encoded. */
export type FrameEncoding = (typeof frameEncodings)[number];

/** True for encodings whose frames can need earlier frames to decode. */
export function isVideo(encoding: FrameEncoding): boolean {
  return encoding === 'h264' || encoding === 'h265';
}

/** The encoding that belongs to a `PixelFormat`: `jpeg`, `png`, or `raw` for every pixel layout. */
export function encodingOf(format: number): FrameEncoding {
  if (format === PixelFormat.jpeg) return 'jpeg';
  return format === PixelFormat.png ? 'png' : 'raw';
}
