import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { decodePng } from '../../src-shared/picture/png.ts';
import { PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import { checkImageName, imageFileBytes } from './image-file.ts';

function pngPixels(png: Uint8Array): number[] {
  return [...decodePng(png)!.data];
}

const red565 = [0x00, 0xf8];
const blue565 = [0x1f, 0x00];
const rawPicture = {
  width: 2,
  height: 2,
  format: PixelFormat.rgb565,
  data: Uint8Array.from([red565, blue565, blue565, red565].flat()),
};

describe('an image file', () => {
  it('holds the exact pixels of a raw frame as PNG', () => {
    expect(pngPixels(imageFileBytes('a.PNG', rawPicture))).toEqual(
      [
        [255, 0, 0, 0, 0, 255],
        [0, 0, 255, 255, 0, 0],
      ].flat(),
    );
    expect(imageFileBytes('no-ending', rawPicture)).toEqual(imageFileBytes('a.png', rawPicture));
  });

  it('holds a JPEG unchanged, and another format if its name ends in it', () => {
    const data = jpeg.encode({ width: 8, height: 8, data: Buffer.alloc(8 * 8 * 4, 0x80) }, 90).data;
    const picture = { width: 8, height: 8, format: PixelFormat.jpeg, data };
    expect(imageFileBytes('a.jpg', picture)).toBe(data);
    expect(imageFileBytes('no-ending', picture)).toBe(data);
    expect(pngPixels(imageFileBytes('a.png', picture)).every((value) => Math.abs(value - 0x80) < 3)).toBe(true);
    const decoded = jpeg.decode(imageFileBytes('a.jpeg', rawPicture), { useTArray: true });
    expect([decoded.width, decoded.height]).toEqual([2, 2]);
  });

  it('is refused if its name ends in another format', () => {
    for (const name of [undefined, 'a', 'a.png', 'b.JPG', '/tmp/x.y/c.jpeg'])
      expect(() => checkImageName(name)).not.toThrow();
    for (const name of ['a.bmp', 'a.png.gif']) {
      expect(() => checkImageName(name)).toThrow(expect.objectContaining({ code: 'image-format-unknown' }));
    }
  });

  it('is not made from an unknown format', () => {
    expect(() => imageFileBytes('a.png', { ...rawPicture, format: 0x1234 })).toThrow(
      expect.objectContaining({ code: 'format-not-supported' }),
    );
  });

  it('is not made from a JPEG that does not decode', () => {
    const data = Uint8Array.of(0xff, 0xd8, 0x55, 0x55, 0x55, 0x55, 0xff, 0xd9);
    const picture = { width: 8, height: 8, format: PixelFormat.jpeg, data };
    expect(() => imageFileBytes('a.png', picture)).toThrow(
      expect.objectContaining({ code: 'bad-picture', data: { format: 'JPEG', sizeBytes: 8 } }),
    );
  });
});
