// Histograms of an image or a part of it in four colour spaces. The values are those that a script on the camera gets:
// grey, LAB and YUV use the firmware's formulas.

import { rgb565OfWord } from './from-rgba.ts';
import { labTable } from './lab.ts';
import { luma } from './rgb565.ts';
import { statisticsOf, type ChannelStatistics } from './statistics.ts';

export const colourSpaces = ['rgb', 'grey', 'lab', 'yuv'] as const;
export type ColourSpace = (typeof colourSpaces)[number];

export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface HistogramChannel {
  readonly name: 'R' | 'G' | 'B' | 'Grey' | 'L' | 'A' | 'Y' | 'U' | 'V';
  /** Value of the first bin; each further bin is one more. */
  readonly low: number;
  /** Number of pixels per value. */
  readonly bins: Uint32Array;
  /** Undefined if the region has no pixels. */
  readonly statistics: ChannelStatistics | undefined;
}

export interface Histogram {
  readonly space: ColourSpace;
  readonly channels: readonly HistogramChannel[];
}

type Channels = readonly { readonly name: HistogramChannel['name']; readonly low: number; readonly size: number }[];

const layouts: Record<ColourSpace, Channels> = {
  rgb: [
    { name: 'R', low: 0, size: 256 },
    { name: 'G', low: 0, size: 256 },
    { name: 'B', low: 0, size: 256 },
  ],
  grey: [{ name: 'Grey', low: 0, size: 256 }],
  lab: [
    { name: 'L', low: 0, size: 101 },
    { name: 'A', low: -128, size: 256 },
    { name: 'B', low: -128, size: 256 },
  ],
  yuv: [
    { name: 'Y', low: 0, size: 256 },
    { name: 'U', low: -128, size: 256 },
    { name: 'V', low: -128, size: 256 },
  ],
};

/**
 * Counts the pixels of an RGBA image (`words`: one per pixel, `width` per row). A region is cut to the image. Counts
 * every pixel: about 1 ms for QVGA.
 */
export function histogramOf(words: Uint32Array, width: number, space: ColourSpace, region?: Region): Histogram {
  const layout = layouts[space];
  const bins = layout.map((channel) => new Uint32Array(channel.size));
  const area = clipRegion(region, width, width === 0 ? 0 : Math.floor(words.length / width));
  for (let y = area.y; y < area.y + area.height; y++) {
    countRow(space, words, y * width + area.x, area.width, bins);
  }
  return {
    space,
    channels: layout.map(({ name, low }, index) => {
      const counted = bins[index]!;
      return { name, low, bins: counted, statistics: statisticsOf(counted, low) };
    }),
  };
}

/** The part of a region inside the image, in whole pixels; may be empty. */
export function clipRegion(region: Region | undefined, width: number, height: number): Region {
  if (region === undefined) return { x: 0, y: 0, width, height };
  const left = Math.min(width, Math.max(0, Math.floor(region.x)));
  const top = Math.min(height, Math.max(0, Math.floor(region.y)));
  const right = Math.min(width, Math.max(left, Math.floor(region.x + region.width)));
  const bottom = Math.min(height, Math.max(top, Math.floor(region.y + region.height)));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function countRow(space: ColourSpace, words: Uint32Array, from: number, count: number, bins: Uint32Array[]): void {
  const [first, second, third] = bins as [Uint32Array, Uint32Array, Uint32Array];
  if (space === 'lab') {
    const { l, a, b } = labTable();
    for (let at = from; at < from + count; at++) {
      const pixel = rgb565OfWord(words[at]!);
      first[l[pixel]!]!++;
      second[a[pixel]! + 128]!++;
      third[b[pixel]! + 128]!++;
    }
    return;
  }
  for (let at = from; at < from + count; at++) {
    const word = words[at]!;
    const red = word & 0xff;
    const green = (word >> 8) & 0xff;
    const blue = (word >> 16) & 0xff;
    if (space === 'rgb') {
      first[red]!++;
      second[green]!++;
      third[blue]!++;
    } else {
      first[luma(red, green, blue)]!++;
      if (space === 'yuv') {
        second[((-21 * red - 43 * green + 64 * blue) >> 7) + 128]!++;
        third[((64 * red - 54 * green - 10 * blue) >> 7) + 128]!++;
      }
    }
  }
}
