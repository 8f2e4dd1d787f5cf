import { describe, expect, test } from 'vitest';
import { formats, type RasterFormat } from './raster.ts';
import { rgb565 } from './color.ts';
import { PlainHeap, type PlacedImage } from './testing/plain-heap.ts';

const bright = [128, 255, -128, 127, -128, 127];
const stockRed = [30, 100, 15, 127, 15, 127];
const stockGreen = [30, 100, -64, -8, -32, 32];
const stockBlue = [0, 15, 0, 40, -80, -20];

interface Found {
  readonly rect: number[];
  readonly center: number[];
  readonly pixels: number;
  readonly rotation: number;
  readonly code: number;
  readonly count: number;
  readonly perimeter: number;
  readonly roundness: number;
  readonly corners: number[];
  readonly minCorners: number[];
}

function find(
  heap: PlainHeap,
  image: PlacedImage,
  thresholds: readonly number[][],
  changes: Partial<FindOptions> = {},
) {
  const { width, height } = image.raster();
  const options = { region: [0, 0, width, height], strides: [2, 1], area: 10, pixels: 10, bins: [0, 0], ...changes };
  const address = heap.doubles([...options.region, ...options.strides, options.area, options.pixels, ...options.bins]);
  const handle = heap.call.blobs_find!(
    image.description,
    address,
    heap.words(thresholds.flat()),
    thresholds.length,
    0,
  )!;
  if (options.merge !== undefined) heap.call.blobs_merge!(handle, options.merge, options.bins[0]!, options.bins[1]!);
  const result = heap.doubles(Array.from({ length: 28 }, () => 0));
  const blobs = Array.from({ length: Number(heap.call.blobs_count!(handle)) }, (_, index): Found => {
    heap.call.blob_read!(handle, index, result);
    const v = heap.readDoubles(result, 28);
    return {
      rect: v.slice(0, 4),
      center: v.slice(4, 6),
      pixels: v[6]!,
      rotation: v[7]!,
      code: v[8]!,
      count: v[9]!,
      perimeter: v[10]!,
      roundness: v[11]!,
      corners: v.slice(12, 20),
      minCorners: v.slice(20),
    };
  });
  return { handle, blobs };
}

interface FindOptions {
  region: number[];
  strides: number[];
  area: number;
  pixels: number;
  bins: number[];
  merge: number;
}

const box = (x: number, y: number, w: number, h: number) => (px: number, py: number) =>
  px >= x && px < x + w && py >= y && py < y + h;

describe('find_blobs', () => {
  test('describes an upright rectangle exactly', () => {
    const heap = new PlainHeap();
    const inside = box(8, 5, 20, 10);
    const image = heap.image(64, 40, formats.grayscale, (x, y) => (inside(x, y) ? 200 : 10));
    const { blobs } = find(heap, image, [bright]);
    expect(blobs).toEqual([
      {
        rect: [8, 5, 20, 10],
        center: [17.5, 9.5],
        pixels: 200,
        rotation: expect.closeTo(0, 1),
        code: 1,
        count: 1,
        // Two ends for each of ten rows, and the columns between the ends: below once, above twice, as the camera counts.
        perimeter: 20 + 18 + 2 * 18,
        roundness: expect.closeTo((10 ** 2 - 1) / (20 ** 2 - 1), 1),
        // Means of equally far points are rounded down at every step, so those of the left and right stay at the top.
        corners: [8, 5, 17, 5, 27, 5, 17, 14],
        minCorners: [8, 5, 27, 5, 27, 14, 8, 14],
      },
    ]);
  });

  test('sees the direction of a slanted bar', () => {
    const heap = new PlainHeap();
    const image = heap.image(80, 80, formats.grayscale, (x, y) => (Math.abs(x - y) < 4 && x > 10 && x < 70 ? 255 : 0));
    const [bar] = find(heap, image, [bright]).blobs;
    expect(bar!.rotation).toBeCloseTo(Math.PI / 4, 2);
    // The camera's formula underrates slanted shapes: a thin bar at 45 degrees tends to a third.
    expect(bar!.roundness).toBeCloseTo(1 / 3, 1);
  });

  test('a disk is round', () => {
    const heap = new PlainHeap();
    const image = heap.image(60, 60, formats.grayscale, (x, y) => (Math.hypot(x - 30, y - 30) < 20 ? 255 : 0));
    const [disk] = find(heap, image, [bright]).blobs;
    expect(disk!.roundness).toBeGreaterThan(0.98);
    expect(disk!.center).toEqual([30, 30]);
  });

  test('connects by sides only and leaves out what is too small', () => {
    const heap = new PlainHeap();
    const image = heap.image(20, 20, formats.grayscale, (x, y) =>
      box(2, 2, 5, 5)(x, y) || box(7, 7, 5, 5)(x, y) || box(15, 15, 2, 2)(x, y) ? 255 : 0,
    );
    expect(find(heap, image, [bright]).blobs.map((blob) => blob.rect)).toEqual([
      [2, 2, 5, 5],
      [7, 7, 5, 5],
    ]);
    expect(find(heap, image, [bright], { area: 1, pixels: 1 }).blobs).toHaveLength(3);
  });

  test('merges overlapping boxes, adding up codes and counts', () => {
    const heap = new PlainHeap();
    const image = heap.image(40, 20, formats.grayscale, (x, y) =>
      box(2, 2, 6, 6)(x, y) ? 255 : box(12, 2, 6, 6)(x, y) ? 100 : 0,
    );
    const thresholds = [bright, [90, 110, -128, 127, -128, 127]];
    expect(find(heap, image, thresholds, { merge: 0 }).blobs).toHaveLength(2);
    const [merged] = find(heap, image, thresholds, { merge: 10 }).blobs;
    expect(merged).toMatchObject({ rect: [2, 2, 16, 6], pixels: 72, code: 3, count: 2, center: [9.5, 4.5] });
  });

  test('gives histograms of rows and columns', () => {
    const heap = new PlainHeap();
    const image = heap.image(40, 20, formats.grayscale, (x, y) => (x >= 4 && x < 8 + y && y < 4 ? 255 : 0));
    const { handle, blobs } = find(heap, image, [bright], { bins: [8, 2] });
    expect(blobs).toHaveLength(1);
    const result = heap.doubles([0, 0, 0, 0, 0, 0, 0, 0]);
    heap.call.blob_bins!(handle, 0, 0, result);
    expect(heap.call.blob_bin_count!(handle, 0, 0)).toBe(7);
    expect(heap.readDoubles(result, 7)).toEqual([4, 4, 4, 4, 3, 2, 1]);
    heap.call.blob_bins!(handle, 0, 1, result);
    expect(heap.readDoubles(result, 2)).toEqual([4 + 5, 6 + 7]);
  });

  test.each<[string, RasterFormat]>([
    ['grey', formats.grayscale],
    ['1-bit', formats.binary],
    ['colour', formats.rgb565],
  ])('works on %s images within a region', (_name, format) => {
    const heap = new PlainHeap();
    const white = { [formats.grayscale]: 255, [formats.binary]: 1, [formats.rgb565]: 0xffff }[format];
    const image = heap.image(64, 32, format, (x, y) => (box(10, 10, 40, 12)(x, y) ? white : 0));
    const threshold = format === formats.binary ? [1, 1, -128, 127, -128, 127] : [90, 255, -128, 127, -128, 127];
    const { blobs } = find(heap, image, [threshold], { region: [20, 0, 20, 16] });
    expect(blobs.map((blob) => blob.rect)).toEqual([[20, 10, 20, 6]]);
  });

  test("finds red, green and blue with the thresholds of OpenMV's colour examples", () => {
    const heap = new PlainHeap();
    const colors = [rgb565(200, 40, 30), rgb565(60, 130, 70), rgb565(0, 0, 90)];
    const image = heap.image(90, 30, formats.rgb565, (x, y) =>
      y > 5 && y < 25 && x % 30 > 5 && x % 30 < 25 ? colors[Math.floor(x / 30)]! : 0x8410,
    );
    const { blobs } = find(heap, image, [stockRed, stockGreen, stockBlue]);
    expect(blobs.map((blob) => [blob.code, blob.rect[0]])).toEqual([
      [1, 6],
      [2, 36],
      [4, 66],
    ]);
  });
});
