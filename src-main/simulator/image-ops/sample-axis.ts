// One axis of a scaled copy: where in the source each of its columns or rows lies, in 16.16 fixed point. The firmware
// adds a rounded step from pixel to pixel, so that positions drift from the exact ones by less than a pixel.

/** One source pixel. */
export const one = 65536;

export interface AxisOptions {
  /** Columns or rows of the copy. */
  readonly count: number;
  /** The first of them that is drawn. */
  readonly first: number;
  readonly scale: number;
  /** The part of the source. */
  readonly start: number;
  readonly length: number;
  readonly mirror: boolean;
  /** Interpolation starts half a source pixel earlier. */
  readonly shifted: boolean;
}

export interface Axis {
  /** Position of each column or row in the source, 16.16. */
  readonly positions: Int32Array;
  /** From one to the next. */
  readonly step: number;
  readonly start: number;
  /** The last source pixel. */
  readonly end: number;
  /** The nearest source pixel that exists. */
  readonly clamp: (position: number) => number;
}

export function stepsOf({ count, first, scale, start, length, mirror, shifted }: AxisOptions): Axis {
  const factor = Math.fround(scale);
  const step = Math.floor(Math.fround(one / factor));
  const end = start + length - 1;
  // A mirrored copy is drawn from its far end.
  const clipped = mirror ? 0 : first;
  const from = clipped + Math.floor(Math.fround(start * factor));
  const reset = Math.floor(Math.fround((from * one) / factor)) - (shifted ? one / 2 : 0);
  const positions = Int32Array.from({ length: count }, (_, index) => {
    const steps = mirror ? count - 1 - index : index - clipped;
    return reset + steps * step;
  });
  return { positions, step, start, end, clamp: (position) => Math.min(Math.max(position, start), end) };
}

/** Gives the source value for column `x`, row `y` of the scaled copy. Grey values are 0 to 255 also for 1-bit sources. */
export type Sampler = (x: number, y: number) => number;
