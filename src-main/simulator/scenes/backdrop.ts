// The unmoving part of a scene, painted once a size. Sensor noise is cached too: a few copies of the frame with
// different noise, one of them chosen for each moment. Showing a backdrop is then a plain copy.

import { packRgb565 } from '../../../src-shared/imaging/rgb565.ts';
import { createRandom, scramble } from '../../../src-shared/lib/random.ts';
import type { SceneTarget } from './scene.ts';

export interface Colour {
  red: number;
  green: number;
  blue: number;
}

/** Sets `colour` (channels 0–255) for the point x, y; both run from 0 to 1 over the frame. */
export type Painter = (x: number, y: number, colour: Colour) => void;

const variantCount = 4;
/** Above this, one copy has to do: memory matters more than fresh noise. */
const maxVariantPixels = 1_500_000;
/** How long one copy of the noise stays, in milliseconds: about a frame. */
const noisePeriodMs = 16;

export class Backdrop {
  readonly #painter: Painter;
  readonly #noise: number;
  readonly #seed: number;
  #variants: Uint16Array[] = [];
  #width = 0;
  #height = 0;

  /** `noise`: the largest deviation of a channel, in steps of 255; the same for the three channels of a pixel. */
  constructor(painter: Painter, options: { noise: number; seed: number }) {
    this.#painter = painter;
    this.#noise = options.noise;
    this.#seed = options.seed;
  }

  /** Fills the target. Returns whether this size is new, so that a scene can prepare its sprites. */
  paint(target: SceneTarget, timeMs: number): boolean {
    const isNew = target.width !== this.#width || target.height !== this.#height;
    if (isNew) this.#prepare(target.width, target.height);
    const moment = scramble(this.#seed + Math.floor(timeMs / noisePeriodMs));
    target.pixels.set(this.#variants[moment % this.#variants.length]!);
    return isNew;
  }

  #prepare(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    const count = this.#noise === 0 || width * height > maxVariantPixels ? 1 : variantCount;
    this.#variants = Array.from({ length: count }, () => new Uint16Array(width * height));
    const random = createRandom(this.#seed);
    const colour: Colour = { red: 0, green: 0, blue: 0 };
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        this.#painter((x + 0.5) / width, (y + 0.5) / height, colour);
        for (const variant of this.#variants) variant[at] = packNoisy(colour, bell(random) * this.#noise);
      }
    }
  }
}

/** Roughly bell-shaped, between −1 and 1. */
export function bell(random: () => number): number {
  return (random() + random() + random()) / 1.5 - 1;
}

export function packNoisy({ red, green, blue }: Colour, noise: number): number {
  return packRgb565(clampByte(red + noise), clampByte(green + noise), clampByte(blue + noise));
}

export function clampByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
