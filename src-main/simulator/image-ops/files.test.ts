import { describe, expect, test } from 'vitest';
import { createJpegCodec } from '../jpeg/jpeg-codec.ts';
import { decodeBmp, encodeBmp } from './bitmap-file.ts';
import { decodePng, encodePng } from './png-file.ts';
import { decodePnm, encodePnm } from './pnm-file.ts';
import { blankRaster, formats, type Raster, type RasterFormat } from './raster.ts';
import { PlainHeap } from './testing/plain-heap.ts';

function sample(format: RasterFormat, width = 13, height = 7): Raster {
  const raster = blankRaster(width, height, format);
  for (let i = 0; i < raster.pixels.length; i++) raster.pixels[i] = (i * 2654435761) >>> 7;
  return raster;
}

const image = ({ width, height, format, pixels }: Raster): object => ({ width, height, format, pixels: [...pixels] });

describe('image files', () => {
  test.each([
    ['BMP', encodeBmp, decodeBmp],
    ['PNG', encodePng, decodePng],
    ['PNM', encodePnm, decodePnm],
  ] as const)('%s files give back grey and coloured images unchanged', (_name, encode, decode) => {
    for (const format of [formats.grayscale, formats.rgb565]) {
      const raster = sample(format);
      expect(image(decode(encode(raster)))).toEqual(image(raster));
    }
  });

  test('text PGM files with comments are read', () => {
    const bytes = new TextEncoder().encode('P2\n# made by hand\n2 1\n15\n0 15\n');
    expect(image(decodePnm(bytes))).toEqual({ width: 2, height: 1, format: formats.grayscale, pixels: [0, 255] });
  });

  test('cut files are refused', () => {
    expect(() => decodeBmp(encodeBmp(sample(formats.rgb565)).subarray(0, 150))).toThrow('ends early');
    expect(() => decodePng(encodePng(sample(formats.rgb565)).subarray(0, 60))).toThrow();
  });

  test('a JPEG is made from memory, told by its header and drawn from memory', async () => {
    const heap = new PlainHeap(await createJpegCodec());
    const source = heap.image(40, 24, formats.rgb565, (x) => (x < 20 ? 0xf800 : 0x07e0));
    const size = Number(heap.call.encode!(source.description, 'jpeg', 90));
    const address = heap.allocate(size);
    heap.call.take!(address);
    const facts = heap.words([0, 0, 0]);
    expect(heap.call.decode_file!(address, size, facts)).toBe(size);
    expect([...heap.i32.subarray(facts >> 2, (facts >> 2) + 3)]).toEqual([40, 24, 0x06060000]);
    const compressed = heap.words([address, 40, 24, 0x06060000, size]);
    const target = heap.image(40, 24, formats.rgb565, () => 0);
    const options = heap.doubles([0, 0, 1, 1, 0, 0, 40, 24, -1, 255, 0, 0, 0, 0]);
    heap.call.transfer!(target.description, compressed, options, 'copy', 0);
    const { pixels } = target.raster();
    expect(pixels[4]! >> 11).toBeGreaterThan(28);
    expect((pixels[35]! >> 5) & 63).toBeGreaterThan(57);
  });
});
