import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipRegion, colourSpaces, histogramOf } from './histogram.ts';
import { statisticsOf } from './statistics.ts';
import { packRgba } from './to-rgba.ts';

/** Four rows of four: red 0–15 by 16, green 200, blue 7. */
const picture = Uint32Array.from({ length: 16 }, (_, index) => packRgba(16 * index, 200, 7));

describe('a histogram', () => {
  it('counts every pixel of every channel once', () => {
    const [red, green, blue] = histogramOf(picture, 4, 'rgb').channels;
    expect([red!.name, red!.bins[0], red!.bins[16], red!.bins[240], red!.bins[17]]).toEqual(['R', 1, 1, 1, 0]);
    expect([green!.bins[200], blue!.bins[7]]).toEqual([16, 16]);
  });

  it('counts only the part of a region that is inside the image', () => {
    const inside = histogramOf(picture, 4, 'rgb', { x: 1, y: 1, width: 2, height: 2 });
    expect(inside.channels[0]!.bins.reduce((sum, count) => sum + count)).toBe(4);
    expect([inside.channels[0]!.statistics!.min, inside.channels[0]!.statistics!.max]).toEqual([80, 160]);
    const partly = histogramOf(picture, 4, 'grey', { x: 3, y: 3, width: 100, height: 100 });
    expect(partly.channels[0]!.statistics!.count).toBe(1);
  });

  it('has no statistics without pixels', () => {
    const outside = histogramOf(picture, 4, 'lab', { x: 50, y: 50, width: 5, height: 5 });
    expect(outside.channels.map((channel) => channel.statistics)).toEqual([undefined, undefined, undefined]);
    expect(histogramOf(new Uint32Array(0), 0, 'rgb').channels[0]!.statistics).toBeUndefined();
  });

  it('computes LAB, grey and YUV like the camera', () => {
    const red = new Uint32Array(9).fill(packRgba(255, 0, 0));
    const modes = (space: 'lab' | 'grey' | 'yuv') =>
      histogramOf(red, 3, space).channels.map((channel) => channel.statistics!.mode);
    expect(modes('lab')).toEqual([53, 80, 67]);
    expect(modes('grey')).toEqual([75]);
    expect(modes('yuv')).toEqual([75, -42, 127]);
  });

  it('has a bin for every pixel of any image', () => {
    fc.assert(
      fc.property(
        fc.uint32Array({ minLength: 12, maxLength: 12 }),
        fc.constantFrom(...colourSpaces),
        (words, space) => {
          for (const channel of histogramOf(words, 4, space).channels) expect(channel.statistics?.count).toBe(12);
        },
      ),
    );
  });
});

describe('statistics', () => {
  it('have the expected values for known pixels', () => {
    const bins = new Uint32Array(256);
    for (const value of [2, 4, 4, 4, 5, 5, 7, 9]) bins[value]!++;
    expect(statisticsOf(bins, 0)).toEqual({
      count: 8,
      mean: 5,
      median: 4,
      mode: 4,
      stdev: 2,
      min: 2,
      max: 9,
      lq: 4,
      uq: 5,
    });
    expect(statisticsOf(bins, -128)).toMatchObject({ mean: -123, median: -124, stdev: 2, min: -126 });
  });

  it('are ordered: min ≤ lq ≤ median ≤ uq ≤ max, with the mean between min and max', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 8, maxLength: 8 }), (counts) => {
        const found = statisticsOf(Uint32Array.from(counts), -3);
        if (found === undefined) return counts.every((count) => count === 0);
        const { min, lq, median, uq, max, mean } = found;
        return min <= lq && lq <= median && median <= uq && uq <= max && mean >= min && mean <= max;
      }),
    );
  });
});

describe('a region', () => {
  it('is cut to whole pixels inside the image', () => {
    expect(clipRegion({ x: -5, y: 1.7, width: 10, height: 100 }, 8, 6)).toEqual({ x: 0, y: 1, width: 5, height: 5 });
    expect(clipRegion({ x: 9, y: 9, width: 3, height: 3 }, 8, 6)).toEqual({ x: 8, y: 6, width: 0, height: 0 });
    expect(clipRegion(undefined, 8, 6)).toEqual({ x: 0, y: 0, width: 8, height: 6 });
  });
});
