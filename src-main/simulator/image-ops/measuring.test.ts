import { describe, expect, test } from 'vitest';
import { lab, labToRgb565, luma, rgb565 } from './color.ts';
import { formats } from './raster.ts';
import { PlainHeap, type PlacedImage } from './testing/plain-heap.ts';

const binCounts = new Map<number, number[]>([
  [formats.binary, [2]],
  [formats.grayscale, [256]],
  [formats.rgb565, [101, 256, 256]],
]);

function measure(heap: PlainHeap, image: PlacedImage, thresholds: readonly number[][] = []) {
  const { width, height, format } = image.raster();
  const counts = binCounts.get(format)!;
  const countsAddress = heap.words(counts);
  const bins = heap.doubles(counts.flatMap((count) => Array.from({ length: count }, () => 0)));
  const region = heap.doubles([0, 0, width, height]);
  const limits = heap.words(thresholds.flat());
  heap.call.histogram!(image.description, region, limits, thresholds.length, 0, countsAddress, 0, bins);
  const result = heap.doubles(Array.from({ length: 24 }, () => 0));
  return {
    bins: heap.readDoubles(bins, counts[0]!),
    statistics: () => {
      heap.call.statistics!(format, countsAddress, bins, result);
      return heap.readDoubles(result, 8 * counts.length);
    },
    percentile: (share: number) => {
      heap.call.percentile!(format, countsAddress, bins, share, result);
      return heap.readDoubles(result, counts.length);
    },
    otsu: () => {
      heap.call.otsu!(format, countsAddress, bins, result);
      return heap.readDoubles(result, counts.length);
    },
  };
}

describe('colours', () => {
  test('have the L, a and b of the camera', () => {
    const of = (pixel: number): number[] => [...lab().subarray((pixel >> 1) * 3, (pixel >> 1) * 3 + 3)];
    expect([0x0000, 0xf800, 0x07e0, 0x001f, 0xffff].map(of)).toEqual([
      [0, 0, -1],
      [53, 80, 66],
      [88, -86, 83],
      [31, 78, -106],
      [100, 0, 2],
    ]);
  });

  test('come back from L, a and b close to where they were', () => {
    const pixel = rgb565(200, 100, 50);
    const [l, a, b] = lab().subarray((pixel >> 1) * 3, (pixel >> 1) * 3 + 3);
    const back = labToRgb565(l!, a!, b!);
    expect(Math.abs((back >> 11) - (pixel >> 11))).toBeLessThan(2);
    expect(Math.abs((back & 31) - (pixel & 31))).toBeLessThan(2);
  });

  test('have the brightness of the camera', () => {
    expect([0xffff, 0xf800, 0x07e0, 0x001f].map((pixel) => luma()[pixel])).toEqual([255, 75, 149, 29]);
  });
});

describe('histograms', () => {
  test('hold the share of each grey level', () => {
    const heap = new PlainHeap();
    const { bins } = measure(
      heap,
      heap.image(4, 4, formats.grayscale, (x) => (x === 0 ? 10 : 20)),
    );
    expect([bins[10], bins[20], bins[30]]).toEqual([0.25, 0.75, 0]);
  });

  test('give mean, median, mode, deviation, range and quartiles', () => {
    const heap = new PlainHeap();
    const image = heap.image(4, 1, formats.grayscale, (x) => [10, 20, 20, 110][x]!);
    expect(measure(heap, image).statistics()).toEqual([40, 20, 20, 40, 10, 110, 10, 20]);
  });

  test('measure L, a and b of coloured images', () => {
    const heap = new PlainHeap();
    const values = measure(
      heap,
      heap.image(8, 8, formats.rgb565, () => 0xf800),
    ).statistics();
    expect([0, 8, 16].map((channel) => values[channel])).toEqual([53, 80, 66]);
    expect([3, 11, 19].map((channel) => values[channel])).toEqual([0, 0, 0]);
  });

  test('count only what a threshold accepts', () => {
    const heap = new PlainHeap();
    const image = heap.image(4, 1, formats.grayscale, (x) => [10, 20, 20, 110][x]!);
    const values = measure(heap, image, [[15, 255, -128, 127, -128, 127]]).statistics();
    expect([values[0], values[4], values[5]]).toEqual([50, 20, 110]);
  });

  test('give percentiles and a threshold between two groups', () => {
    const heap = new PlainHeap();
    const image = heap.image(100, 1, formats.grayscale, (x) => (x < 60 ? 40 + (x % 3) : 200 + (x % 3)));
    const histogram = measure(heap, image);
    expect(histogram.percentile(0.5)).toEqual([42]);
    expect(histogram.percentile(0.99)).toEqual([202]);
    expect(histogram.otsu()[0]).toBeGreaterThanOrEqual(42);
    expect(histogram.otsu()[0]).toBeLessThan(200);
  });
});

describe('regression', () => {
  const line = (heap: PlainHeap, value: (x: number, y: number) => number): number[] | undefined => {
    const image = heap.image(80, 60, formats.grayscale, value);
    const options = heap.doubles([0, 0, 80, 60, 2, 1, 10, 10]);
    const result = heap.doubles([0, 0, 0, 0, 0, 0, 0]);
    const limits = heap.words([128, 255, -128, 127, -128, 127]);
    return heap.call.regression!(image.description, options, limits, 1, 0, result) === 1
      ? heap.readDoubles(result, 7)
      : undefined;
  };

  test('follows an upright and a slanted track', () => {
    const heap = new PlainHeap();
    const upright = line(heap, (x) => (x >= 38 && x <= 42 ? 255 : 0))!;
    expect([upright[0], upright[2], upright[5]]).toEqual([40, 40, 0]);
    const slanted = line(heap, (x, y) => (Math.abs(x - y - 10) < 2 ? 255 : 0))!;
    expect(slanted[5]).toBeGreaterThan(125);
    expect(slanted[5]).toBeLessThan(145);
  });

  test('finds nothing in an empty image', () => {
    expect(line(new PlainHeap(), () => 0)).toBeUndefined();
  });
});
