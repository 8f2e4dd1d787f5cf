// Frames that tell their number in every 32 bytes, so that one put together from two, or from pieces in a wrong order,
// is found out.

import { PixelFormat } from '../../../../src-shared/picture/pixel-format.ts';
import type { PublishedFrame } from '../../../simulator/core/script-engine.ts';
import type { Frame } from '../../../../src-shared/picture/frame.ts';

const stampEveryBytes = 32;
const rawSizes = [
  { width: 160, height: 120 },
  { width: 80, height: 60 },
] as const;

export class FrameSource {
  #next = 0;

  /** A raw frame; every 50 frames it changes its size. */
  raw(): PublishedFrame {
    const { width, height } = rawSizes[Math.floor(this.#next / 50) % rawSizes.length]!;
    return { width, height, format: PixelFormat.rgb565, data: stamped(width * height * 2, this.#next++) };
  }

  /** An image that the script compressed; each has another size. */
  jpeg(): PublishedFrame {
    const index = this.#next++;
    const data = stamped(9000 + ((index * 613) % 5000), index);
    data.set([0xff, 0xd8], 0);
    data.set([0xff, 0xd9], data.length - 2);
    return { width: 320, height: 240, format: PixelFormat.jpeg, data };
  }

  /** The number of the frame, or undefined if it differs in any byte. */
  judge({ format, width, height, data }: Pick<Frame, 'format' | 'width' | 'height' | 'data'>): number | undefined {
    if (data.length < 2 * stampEveryBytes) return undefined;
    const index = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(stampEveryBytes, true);
    const expected = new FrameSource();
    expected.#next = index;
    const frame = format === PixelFormat.jpeg ? expected.jpeg() : expected.raw();
    const same = frame.width === width && frame.height === height && frame.format === format;
    return same && Buffer.compare(frame.data, data) === 0 ? index : undefined;
  }
}

function stamped(sizeBytes: number, index: number): Uint8Array {
  const data = new Uint8Array(sizeBytes).fill(index & 0x7f);
  const view = new DataView(data.buffer);
  for (let at = 0; at + 8 <= sizeBytes; at += stampEveryBytes) {
    view.setUint32(at, index, true);
    view.setUint32(at + 4, at, true);
  }
  return data;
}
