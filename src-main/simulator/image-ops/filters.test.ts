import { describe, expect, test } from 'vitest';
import { formats } from './raster.ts';
import { drawn, PlainHeap, type PlacedImage } from './testing/plain-heap.ts';

const center = (image: PlacedImage): number => {
  const { pixels, width, height } = image.raster();
  return pixels[(height >> 1) * width + (width >> 1)]!;
};

function filter(
  heap: PlainHeap,
  image: PlacedImage,
  name: string,
  parameters: [number, number] = [0, 0],
  kernel: readonly number[] = [],
  threshold = 0,
  mask = 0,
): PlacedImage {
  heap.call.filter!(image.description, name, 1, heap.doubles(parameters), heap.words(kernel), threshold, 0, 0, mask);
  return image;
}

describe('filters', () => {
  test.each<[string, [number, number], number]>([
    ['mean', [0, 0], Math.floor(((28 * 36) / 9) * (65529 / 65536))],
    ['median', [0.5, 0], 3 * 28],
    ['median', [1, 0], 8 * 28],
    ['mode', [0, 0], 0],
    ['midpoint', [0.5, 0], 4 * 28],
    ['midpoint', [1, 0], 8 * 28],
  ])('%s %o looks at the square around a pixel', (name, parameters, expected) => {
    const heap = new PlainHeap();
    expect(center(filter(heap, heap.gray('012', '345', '678'), name, parameters))).toBe(expected);
  });

  test('a kernel multiplies, adds and is limited', () => {
    const heap = new PlainHeap();
    const sobel = [-1, 0, 1, -2, 0, 2, -1, 0, 1];
    const image = (): PlacedImage => heap.gray('000', '111', '222');
    expect(center(filter(heap, image(), 'kernel', [1, 5], sobel))).toBe(5);
    expect(center(filter(heap, heap.gray('012', '012', '012'), 'kernel', [1, 0], sobel))).toBe(8 * 28);
    expect(center(filter(heap, heap.gray('210', '210', '210'), 'kernel', [1, 0], sobel))).toBe(0);
  });

  test('bilateral smooths noise and keeps an edge', () => {
    const heap = new PlainHeap();
    const noisy = heap.image(9, 9, formats.grayscale, (x, y) => (x < 4 ? 20 : 220) + ((x + y) % 2) * 4);
    filter(heap, noisy, 'bilateral', [0.1, 1]);
    const row = noisy.raster().pixels.subarray(36, 45);
    expect(Math.max(...row.subarray(0, 4)) - Math.min(...row.subarray(0, 4))).toBeLessThan(4);
    expect(row[4]! - row[3]!).toBeGreaterThan(190);
  });

  test('coloured images are filtered channel by channel', () => {
    const heap = new PlainHeap();
    const image = heap.image(3, 3, formats.rgb565, (x) => (x === 1 ? 0xf800 : 0x001f));
    filter(heap, image, 'median', [1, 0]);
    expect(center(image)).toBe(0xf81f);
  });

  test('an adaptive threshold turns the image black and white, under a mask only there', () => {
    const heap = new PlainHeap();
    const image = heap.gray('11111', '11911', '11111');
    const mask = heap.image(5, 3, formats.binary, (x) => (x < 4 ? 1 : 0));
    filter(heap, image, 'mean', [0, 0], [], 1, mask.description);
    expect([...image.raster().pixels.subarray(5, 10)]).toEqual([255, 0, 255, 0, 28]);
  });

  test('erosion shrinks, dilation grows, opening removes specks, a hat keeps them', () => {
    const heap = new PlainHeap();
    const source = ['.......', '.###...', '.###.#.', '.###...', '.......'];
    const result = (name: string): string[] => {
      const image = heap.image(7, 5, formats.grayscale, (x, y) => (source[y]![x] === '#' ? 255 : 0));
      heap.call.morphology!(image.description, name, 1, 0, 0);
      return drawn(image.raster());
    };
    expect(result('erode')).toEqual(['.......', '.......', '..#....', '.......', '.......']);
    expect(result('dilate')).toEqual(['#####..', '#######', '#######', '#######', '#####..']);
    expect(result('open')).toEqual(['.......', '.###...', '.###...', '.###...', '.......']);
    expect(result('top_hat')).toEqual(['.......', '.......', '.....#.', '.......', '.......']);
  });

  test('binary writes black and white, or blackens what is accepted', () => {
    const heap = new PlainHeap();
    const limits = heap.words([50, 150, -128, 127, -128, 127]);
    const result = (invert: number, zero: number): number[] => {
      const image = heap.image(3, 1, formats.grayscale, (x) => [10, 100, 200][x]!);
      heap.call.binary!(image.description, image.description, limits, 1, invert, zero, 0);
      return [...image.raster().pixels];
    };
    expect(result(0, 0)).toEqual([0, 255, 0]);
    expect(result(1, 0)).toEqual([255, 0, 255]);
    expect(result(0, 1)).toEqual([10, 0, 200]);
  });

  test('equalisation spreads the grey levels', () => {
    const heap = new PlainHeap();
    const image = heap.image(4, 1, formats.grayscale, (x) => 100 + x);
    heap.call.equalize!(image.description, 0);
    expect([...image.raster().pixels]).toEqual([63, 127, 191, 255]);
    const adaptive = heap.image(64, 64, formats.grayscale, (x, y) => 100 + ((x ^ y) & 15));
    heap.call.equalize_adaptive!(adaptive.description, -1, 0);
    expect(Math.max(...adaptive.raster().pixels)).toBe(255);
  });

  test('gamma, white balance and colour matrix act on coloured images', () => {
    const heap = new PlainHeap();
    const tinted = heap.image(8, 8, formats.rgb565, () => (8 << 11) | (32 << 5) | 16);
    heap.call.white_balance!(tinted.description, 0);
    const balanced = tinted.raster().pixels[0]!;
    expect([balanced >> 11, (balanced >> 5) & 63, balanced & 31]).toEqual([16, 32, 16]);
    heap.call.gamma!(tinted.description, 1, 2, 0);
    expect((tinted.raster().pixels[0]! >> 5) & 63).toBe(63);
    const swapped = heap.image(1, 1, formats.rgb565, () => 0xf800);
    heap.call.color_matrix!(swapped.description, heap.doubles([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]));
    expect(swapped.raster().pixels[0]).toBe(0x001f);
  });
});

describe('geometry', () => {
  const checkered = (heap: PlainHeap): PlacedImage =>
    heap.image(32, 24, formats.grayscale, (x, y) => (((x >> 2) ^ (y >> 2)) & 1 ? 200 : 50));

  test('a view that is not turned is the image itself', () => {
    const heap = new PlainHeap();
    const image = checkered(heap);
    const before = [...image.raster().pixels];
    const view = [0, 0, 0, 0, 0, 1, Math.PI / 3, 0, 0, 0, 0, 0, 0, 0, 0];
    heap.call.rotate!(image.description, heap.doubles(view), 0);
    expect([...image.raster().pixels]).toEqual(before);
  });

  test('a half turn about the viewing axis puts the corners opposite', () => {
    const heap = new PlainHeap();
    const image = heap.image(32, 24, formats.grayscale, (x, y) => (x < 8 && y < 8 ? 255 : 0));
    const view = [0, 0, Math.PI, 0, 0, 1, Math.PI / 3, 0, 0, 0, 0, 0, 0, 0, 0];
    heap.call.rotate!(image.description, heap.doubles(view), 0);
    const { pixels } = image.raster();
    expect([pixels[2 * 32 + 2], pixels[21 * 32 + 28]]).toEqual([0, 255]);
  });

  test('given corners fill the whole image', () => {
    const heap = new PlainHeap();
    const image = heap.image(32, 24, formats.grayscale, (x, y) => (x >= 8 && x < 24 && y >= 6 && y < 18 ? 255 : 0));
    const view = [0, 0, 0, 0, 0, 1, Math.PI / 3, 9, 7, 22, 7, 22, 16, 9, 16];
    heap.call.rotate!(image.description, heap.doubles(view), 1);
    expect(new Set(image.raster().pixels)).toEqual(new Set([255]));
  });

  test('lens correction keeps the middle and stays symmetrical', () => {
    const heap = new PlainHeap();
    const image = heap.image(32, 24, formats.grayscale, (x, y) =>
      Math.abs(x - 15.5) < 4 && Math.abs(y - 11.5) < 4 ? 255 : 0,
    );
    heap.call.lens!(image.description, 1.8, 1, 0, 0);
    const rows = drawn(image.raster());
    expect(rows).toEqual([...rows].reverse());
    expect(rows[12]!.slice(15, 17)).toBe('##');
  });

  test('a polar view shows a centred ring as a level line', () => {
    const heap = new PlainHeap();
    const image = heap.image(64, 64, formats.grayscale, (x, y) =>
      Math.abs(Math.hypot(x - 32, y - 32) - 20) < 2 ? 255 : 0,
    );
    heap.call.polar!(image.description, 32, 32, 1, 0);
    const row = Math.round((20 * 64) / Math.hypot(32, 32));
    const { pixels } = image.raster();
    expect(pixels.subarray(row * 64, row * 64 + 64).every((value) => value === 255)).toBe(true);
  });

  test('Canny finds the border of a soft disk and nothing inside', () => {
    const heap = new PlainHeap();
    const image = heap.image(48, 48, formats.grayscale, (x, y) =>
      Math.max(0, Math.min(255, (16 - Math.hypot(x - 24, y - 23.5)) * 40)),
    );
    heap.call.canny!(image.description, 50, 80);
    const { pixels } = image.raster();
    const distances = [...pixels.keys()]
      .filter((i) => pixels[i] === 255)
      .map((i) => Math.hypot((i % 48) - 24, Math.floor(i / 48) - 23.5));
    expect(distances.length).toBeGreaterThan(30);
    expect(distances.every((distance) => distance > 7 && distance < 19)).toBe(true);
  });
});
