import { describe, expect, test } from 'vitest';
import { combineNames } from './combine.ts';
import { formats, type RasterFormat } from './raster.ts';
import { hints } from './resample.ts';
import { PlainHeap, type PlacedImage } from './testing/plain-heap.ts';

interface DrawOptions {
  x: number;
  y: number;
  scale: [number, number];
  region: number[];
  channel: number;
  alpha: number;
  hint: number;
  blackBackground: number;
  colorPalette: number;
  operation: string;
  mask: number;
}

function draw(heap: PlainHeap, target: PlacedImage, source: PlacedImage, changes: Partial<DrawOptions> = {}): void {
  const { width, height } = source.raster();
  const o: DrawOptions = {
    x: 0,
    y: 0,
    scale: [1, 1],
    region: [0, 0, width, height],
    channel: -1,
    alpha: 255,
    hint: 0,
    blackBackground: 0,
    colorPalette: 0,
    operation: 'copy',
    mask: 0,
    ...changes,
  };
  const numbers = [o.x, o.y, ...o.scale, ...o.region, o.channel, o.alpha, o.hint, o.blackBackground, o.colorPalette, 0];
  heap.call.transfer!(target.description, source.description, heap.doubles(numbers), o.operation, o.mask);
}

const blank = (heap: PlainHeap, width: number, height: number, format: RasterFormat = formats.grayscale): PlacedImage =>
  heap.image(width, height, format, () => 0);

const rows = (image: PlacedImage): number[][] => {
  const { pixels, width, height } = image.raster();
  return Array.from({ length: height }, (_, y) => [...pixels.subarray(y * width, (y + 1) * width)]);
};

describe('drawing an image', () => {
  test('places it, clipped, at any position', () => {
    const heap = new PlainHeap();
    const target = blank(heap, 4, 3);
    draw(
      heap,
      target,
      heap.image(3, 3, formats.grayscale, (x, y) => 1 + x + 3 * y),
      { x: -1, y: 1 },
    );
    expect(rows(target)).toEqual([
      [0, 0, 0, 0],
      [2, 3, 0, 0],
      [5, 6, 0, 0],
    ]);
  });

  test('scales up by repeating and down by leaving out', () => {
    const heap = new PlainHeap();
    const source = heap.image(2, 2, formats.grayscale, (x, y) => 1 + x + 2 * y);
    const large = blank(heap, 4, 4);
    draw(heap, large, source, { scale: [2, 2] });
    expect(rows(large)).toEqual([
      [1, 1, 2, 2],
      [1, 1, 2, 2],
      [3, 3, 4, 4],
      [3, 3, 4, 4],
    ]);
    const small = blank(heap, 2, 2);
    draw(heap, small, large, { scale: [0.5, 0.5] });
    expect(rows(small)).toEqual(rows(source));
  });

  test('averages areas, and interpolates between pixels', () => {
    const heap = new PlainHeap();
    const source = heap.image(4, 2, formats.grayscale, (x) => x * 40);
    const small = blank(heap, 2, 1);
    draw(heap, small, source, { scale: [0.5, 0.5], hint: hints.area });
    expect(rows(small)).toEqual([[20, 100]]);
    const large = blank(heap, 8, 2);
    draw(heap, large, source, { scale: [2, 1], hint: hints.bilinear });
    expect(rows(large)[0]).toEqual([0, 0, 20, 40, 60, 80, 100, 120]);
  });

  test('mirrors, flips and transposes', () => {
    const heap = new PlainHeap();
    const source = heap.image(3, 2, formats.grayscale, (x, y) => 1 + x + 3 * y);
    const shown = (hint: number, width = 3, height = 2): number[][] => {
      const target = blank(heap, width, height);
      draw(heap, target, source, { hint });
      return rows(target);
    };
    expect(shown(hints.hmirror)).toEqual([
      [3, 2, 1],
      [6, 5, 4],
    ]);
    expect(shown(hints.vflip)).toEqual([
      [4, 5, 6],
      [1, 2, 3],
    ]);
    expect(shown(hints.transpose, 2, 3)).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  test('fits and centres by its hints', () => {
    const heap = new PlainHeap();
    const target = blank(heap, 6, 4);
    draw(
      heap,
      target,
      heap.image(2, 2, formats.grayscale, () => 9),
      { hint: hints.center | hints.scaleAspectKeep },
    );
    expect(rows(target)).toEqual(Array.from({ length: 4 }, () => [0, 9, 9, 9, 9, 0]));
  });

  test('converts between all formats', () => {
    const heap = new PlainHeap();
    const white: [RasterFormat, number][] = [
      [formats.binary, 1],
      [formats.grayscale, 255],
      [formats.rgb565, 0xffff],
    ];
    for (const [from, source] of white) {
      for (const [to, expected] of white) {
        const target = blank(heap, 2, 1, to);
        draw(
          heap,
          target,
          heap.image(2, 1, from, (x) => (x === 0 ? source : 0)),
        );
        expect(rows(target)).toEqual([[expected, 0]]);
      }
    }
  });

  test('takes one channel, blends by alpha, and looks up a palette', () => {
    const heap = new PlainHeap();
    const red = heap.image(1, 1, formats.rgb565, () => 0xf800);
    const channel = blank(heap, 1, 1);
    draw(heap, channel, red, { channel: 0 });
    expect(rows(channel)).toEqual([[255]]);
    const mixed = heap.image(1, 1, formats.grayscale, () => 100);
    draw(
      heap,
      mixed,
      heap.image(1, 1, formats.grayscale, () => 200),
      { alpha: 128 },
    );
    expect(rows(mixed)).toEqual([[150]]);
    const colored = blank(heap, 1, 1, formats.rgb565);
    const palette = heap.image(256, 1, formats.rgb565, (x) => (x === 7 ? 0x1234 : 0));
    draw(
      heap,
      colored,
      heap.image(1, 1, formats.grayscale, () => 7),
      { colorPalette: palette.description },
    );
    expect(rows(colored)).toEqual([[0x1234]]);
  });

  test('touches only what the mask lets through', () => {
    const heap = new PlainHeap();
    const target = blank(heap, 3, 1);
    const mask = heap.image(3, 1, formats.grayscale, (x) => (x === 1 ? 255 : 100));
    draw(
      heap,
      target,
      heap.image(3, 1, formats.grayscale, () => 5),
      { mask: mask.description },
    );
    expect(rows(target)).toEqual([[0, 5, 0]]);
  });

  test('shrinks an image in its own memory', () => {
    const heap = new PlainHeap();
    const image = heap.image(4, 4, formats.grayscale, (x, y) => x + 4 * y);
    const { address } = { address: heap.i32[image.description >> 2]! };
    const half = heap.words([address, 2, 2, formats.grayscale, 4]);
    const options = heap.doubles([0, 0, 0.5, 0.5, 0, 0, 4, 4, -1, 255, 0, 1, 0, 0]);
    heap.call.transfer!(half, image.description, options, 'copy', 0);
    expect([...heap.u8.subarray(address, address + 4)]).toEqual([0, 2, 8, 10]);
  });

  test('combines two images', () => {
    const heap = new PlainHeap();
    const results = combineNames.slice(1).map((operation) => {
      const target = heap.image(1, 1, formats.grayscale, () => 0xc8);
      draw(
        heap,
        target,
        heap.image(1, 1, formats.grayscale, () => 0x64),
        { operation },
      );
      return [operation, rows(target)[0]![0]];
    });
    expect(Object.fromEntries(results)).toEqual({
      and: 0x40,
      nand: 0xbf,
      or: 0xec,
      nor: 0x13,
      xor: 0xac,
      xnor: 0x53,
      add: 255,
      sub: 100,
      rsub: 0,
      min: 100,
      max: 200,
      difference: 100,
    });
    const color = heap.image(1, 1, formats.rgb565, () => (10 << 11) | (20 << 5) | 30);
    draw(
      heap,
      color,
      heap.image(1, 1, formats.rgb565, () => (12 << 11) | (5 << 5) | 31),
      { operation: 'difference' },
    );
    expect(rows(color)).toEqual([[(2 << 11) | (15 << 5) | 1]]);
  });

  test('equal images are similar, inverted ones are not', () => {
    const heap = new PlainHeap();
    const image = heap.image(16, 16, formats.grayscale, (x, y) => (x * 16 + y * 3) & 255);
    const inverse = heap.image(16, 16, formats.grayscale, (x, y) => 255 - ((x * 16 + y * 3) & 255));
    const options = heap.doubles([0, 0, 1, 1, 0, 0, 16, 16, -1, 255, 0, 1, 0, 0]);
    const result = heap.doubles([0, 0, 0, 0]);
    heap.call.similarity!(image.description, image.description, options, 0, result);
    expect(heap.readDoubles(result, 4)).toEqual([1, 0, 1, 1]);
    heap.call.similarity!(image.description, inverse.description, options, 0, result);
    expect(heap.readDoubles(result, 1)[0]).toBeLessThan(0);
  });
});
