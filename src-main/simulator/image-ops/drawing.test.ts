import { describe, expect, test } from 'vitest';
import { formats } from './raster.ts';
import { drawn, PlainHeap } from './testing/plain-heap.ts';

const black = (): number => 0;

describe('drawing', () => {
  test('a level line covers both its ends and nothing else', () => {
    const heap = new PlainHeap();
    const image = heap.image(8, 3, formats.grayscale, black);
    heap.call.line!(image.description, 255, 1, 1, 6, 1, 1);
    expect(drawn(image.raster())).toEqual(['........', '.######.', '........']);
  });

  test('a diagonal is smoothed beside its core', () => {
    const heap = new PlainHeap();
    const image = heap.image(12, 6, formats.grayscale, black);
    heap.call.line!(image.description, 255, 0, 0, 11, 5, 1);
    const levels = new Set(image.raster().pixels);
    expect(image.raster().pixels[0]).toBe(255);
    expect(levels.size).toBeGreaterThan(3);
  });

  test('a thick line is as thick as asked, in any direction', () => {
    const heap = new PlainHeap();
    const level = heap.image(20, 20, formats.grayscale, black);
    heap.call.line!(level.description, 255, 2, 10, 17, 10, 5);
    const upright = heap.image(20, 20, formats.grayscale, black);
    heap.call.line!(upright.description, 255, 10, 2, 10, 17, 5);
    const rows = Array.from({ length: 20 }, (_, y) => level.raster().pixels[y * 20 + 10]!);
    const columns = [...upright.raster().pixels.subarray(200, 220)];
    expect(rows.filter((value) => value === 255)).toHaveLength(5);
    expect(columns).toEqual(rows);
  });

  test('lines outside the image are clipped and those far away draw nothing', () => {
    const heap = new PlainHeap();
    const image = heap.image(4, 3, formats.grayscale, black);
    heap.call.line!(image.description, 255, -100, 1, 100, 1, 1);
    heap.call.line!(image.description, 255, 10, -50, 20, -10, 3);
    expect(drawn(image.raster())).toEqual(['....', '####', '....']);
  });

  test('rectangles are outlined with their thickness or filled, clipped to the image', () => {
    const heap = new PlainHeap();
    const outlined = heap.image(8, 6, formats.grayscale, black);
    heap.call.rectangle!(outlined.description, 255, 1, 1, 5, 4, 1, 0);
    expect(drawn(outlined.raster())).toEqual(['........', '.#####..', '.#...#..', '.#...#..', '.#####..', '........']);
    const filled = heap.image(5, 4, formats.binary, black);
    heap.call.rectangle!(filled.description, 1, -2, 2, 5, 9, 1, 1);
    expect(drawn(filled.raster())).toEqual(['.....', '.....', '###..', '###..']);
  });

  test('a filled circle is symmetrical and close to its area', () => {
    const heap = new PlainHeap();
    const image = heap.image(41, 41, formats.grayscale, black);
    heap.call.circle!(image.description, 255, 20, 20, 15, 1, 1);
    const rows = drawn(image.raster());
    expect(rows).toEqual([...rows].reverse());
    const area = rows.join('').split('#').length - 1;
    expect(Math.abs(area - Math.PI * 15.5 ** 2)).toBeLessThan(60);
  });

  test('an ellipse turned by 90 degrees has its axes swapped', () => {
    const heap = new PlainHeap();
    const draw = (rx: number, ry: number, rotation: number): string[] => {
      const image = heap.image(41, 41, formats.grayscale, black);
      heap.call.ellipse!(image.description, 255, 20, 20, rx, ry, rotation, 1, 1);
      return drawn(image.raster());
    };
    expect(draw(15, 6, 90)).toEqual(draw(6, 15, 0));
    expect(draw(15, 6, 0)[20]!.indexOf('#')).toBe(5);
  });

  test('colours keep their channels in RGB565', () => {
    const heap = new PlainHeap();
    const image = heap.image(4, 4, formats.rgb565, black);
    heap.call.rectangle!(image.description, 0xf81f, 0, 0, 4, 4, 1, 1);
    expect(new Set(image.raster().pixels)).toEqual(new Set([0xf81f]));
  });

  test('text shows letters, moves on by the cell and breaks lines', () => {
    const heap = new PlainHeap();
    const image = heap.image(17, 20, formats.grayscale, black);
    const style = heap.doubles([1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    heap.call.text!(image.description, 255, 0, 0, 'LI\nT', style);
    const rows = drawn(image.raster());
    expect(rows.slice(1, 8).map((row) => row.slice(1, 6))).toEqual([
      '#....',
      '#....',
      '#....',
      '#....',
      '#....',
      '#....',
      '#####',
    ]);
    expect(rows[1]!.slice(8, 16)).toBe('..###...');
    expect(rows[11]!.slice(0, 8)).toBe('.#####..');
  });

  test('text without mono space takes less room, and turned text runs another way', () => {
    const heap = new PlainHeap();
    const width = (mono: number): number => {
      const image = heap.image(60, 10, formats.grayscale, black);
      heap.call.text!(image.description, 255, 0, 0, 'iiii', heap.doubles([1, 0, 0, mono, 0, 0, 0, 0, 0, 0]));
      return Math.max(...drawn(image.raster()).map((row) => row.lastIndexOf('#')));
    };
    expect(width(0)).toBeLessThan(width(1));
    const turned = heap.image(60, 60, formats.grayscale, black);
    heap.call.text!(turned.description, 255, 30, 10, 'LLL', heap.doubles([1, 0, 0, 1, 0, 0, 0, 90, 0, 0]));
    const rows = drawn(turned.raster());
    expect(rows.findLastIndex((row) => row.includes('#'))).toBeGreaterThan(25);
  });

  test('flood fill stops at edges, at the mask and clears the rest when asked', () => {
    const heap = new PlainHeap();
    const fill = (clear: number, mask: number): number[] => {
      const image = heap.gray('00900', '00900', '00900');
      heap.call.flood_fill!(image.description, heap.doubles([0, 0, 0.05, 0.05, 77, 0, clear]), mask);
      return [...image.raster().pixels.subarray(0, 5)];
    };
    expect(fill(0, 0)).toEqual([77, 77, 252, 0, 0]);
    expect(fill(1, 0)).toEqual([77, 77, 0, 0, 0]);
    const mask = heap.image(5, 3, formats.binary, (x) => (x === 1 ? 1 : 0));
    expect(fill(0, mask.description)).toEqual([77, 77, 252, 0, 0]);
  });

  test('keeping a shape blackens everything else', () => {
    const heap = new PlainHeap();
    const image = heap.image(6, 4, formats.grayscale, () => 9);
    heap.call.keep_shape!(image.description, 'rectangle', 1, 1, 3, 2);
    expect(drawn(image.raster())).toEqual(['......', '.###..', '.###..', '......']);
  });

  test('single pixels of all three formats are read back', () => {
    const heap = new PlainHeap();
    for (const [format, value] of [
      [formats.binary, 1],
      [formats.grayscale, 200],
      [formats.rgb565, 0x1234],
    ] as const) {
      const image = heap.image(40, 3, format, black);
      heap.call.set_pixel!(image.description, 37, 2, value);
      expect(heap.call.get_pixel!(image.description, 37, 2)).toBe(value);
      expect(image.raster().pixels.filter((pixel) => pixel !== 0)).toHaveLength(1);
    }
  });
});
