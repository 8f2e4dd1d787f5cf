import assert from 'node:assert/strict';
import jpeg from 'jpeg-js';
import { readJpegInfo } from '../../../src-shared/imaging/jpeg-info.ts';
import { attempt, type FuzzTarget } from '../../../src-shared/lib/testing/fuzz-target.ts';
import { PixelFormat } from '../../../src-shared/protocol/pixel-format.ts';
import { PictureError } from '../library/picture-error.ts';
import { pictureToRgba } from '../library/picture-pixels.ts';

const mostPixels = 2 ** 20;
const smallBytes = 1024;

function jpegOf(width: number, height: number, quality: number): Uint8Array {
  const data = Buffer.alloc(4 * width * height, 'viewfinder');
  return jpeg.encode({ width, height, data }, quality).data;
}

/** A JPEG of a frame whose header says the same size as the file: the way to the decoder. */
export const pictureTarget: FuzzTarget = {
  name: 'jpeg-picture',
  share: 0.2,
  seeds: () => [jpegOf(8, 8, 50), jpegOf(20, 12, 90)],
  tokens: [
    [0xff, 0xd8],
    [0xff, 0xd9],
    [0xff, 0xc0],
    [0xff, 0xc2],
    [0xff, 0xc4],
    [0xff, 0xda],
    [0xff, 0xdb],
    [0xff, 0xdd, 0, 4, 0, 1],
    [0xff, 0xd0],
    [0xff, 0xe1],
  ].map((bytes) => Uint8Array.from(bytes)),
  run(data) {
    const { width, height } = readJpegInfo(data) ?? { width: 8, height: 8 };
    // A large file of a large picture takes memory with good reason.
    if (width * height > mostPixels && data.length > smallBytes) return;
    const rgba = attempt(PictureError, () => pictureToRgba({ width, height, format: PixelFormat.jpeg, data }));
    if (rgba !== undefined) assert.equal(rgba.length, 4 * width * height);
  },
};
