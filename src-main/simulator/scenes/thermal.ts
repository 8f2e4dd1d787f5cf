// The look of a thermal camera: a cool grey field with warm spots that wander and breathe. Grey only, as RGB565.

import { packRgb565 } from '../../../src-shared/imaging/rgb565.ts';
import { Backdrop } from './backdrop.ts';
import { createRandom, scramble } from '../../../src-shared/lib/random.ts';
import type { Scene, SceneTarget } from './scene.ts';

const ambient = 52;
const spotHeats = [190, 150, 110];
const noiseLevels = 5;

interface Spot {
  readonly heat: number;
  /** Of the frame's height. */
  readonly radius: number;
  readonly rates: readonly [number, number];
  readonly phases: readonly [number, number];
}

const greyPixels = Uint16Array.from({ length: 512 }, (_, level) => {
  const grey = Math.min(level, 255);
  return packRgb565(grey, grey, grey);
});

export function createThermal(seed: number): Scene {
  const random = createRandom(seed);
  const turn = () => 2 * Math.PI * random();
  const spots = spotHeats.map((heat): Spot => ({
    heat,
    radius: 0.12 + 0.1 * random(),
    rates: [0.2 + 0.3 * random(), 0.2 + 0.3 * random()],
    phases: [turn(), turn()],
  }));
  const noise = Uint8Array.from({ length: 4096 }, () => Math.floor(noiseLevels * random()));
  const backdrop = new Backdrop(
    (_x, _y, colour) => {
      colour.red = colour.green = colour.blue = ambient;
    },
    { noise: noiseLevels / 2, seed },
  );
  let field = new Uint16Array(0);

  return {
    render(target: SceneTarget, timeMs: number): void {
      backdrop.paint(target, timeMs);
      const { width, height } = target;
      if (field.length !== width * height) field = new Uint16Array(width * height);
      field.fill(0);
      const boxes = spots.map((spot) => addSpot(field, target, spot, timeMs / 1000));
      const shift = scramble(seed + Math.floor(timeMs / 16)) & 4095;
      for (const box of boxes) paintBox(field, target, box, noise, shift);
    },
  };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where spots overlap, pixels are painted twice with the same value. */
function paintBox(field: Uint16Array, target: SceneTarget, box: Box, noise: Uint8Array, shift: number): void {
  for (let y = box.top; y < box.bottom; y++) {
    for (let at = y * target.width + box.left; at < y * target.width + box.right; at++) {
      const heat = field[at]!;
      if (heat > 0) target.pixels[at] = greyPixels[Math.min(511, ambient + heat + noise[(at + shift) & 4095]!)]!;
    }
  }
}

function addSpot(field: Uint16Array, { width, height }: SceneTarget, spot: Spot, seconds: number): Box {
  const breath = 1 + 0.06 * Math.sin(2.1 * seconds + spot.phases[0]);
  const radius = Math.max(1, spot.radius * height * breath);
  const centreX = width * (0.5 + 0.36 * Math.sin(spot.rates[0] * seconds + spot.phases[0]));
  const centreY = height * (0.5 + 0.34 * Math.sin(spot.rates[1] * seconds + spot.phases[1]));
  const top = Math.max(0, Math.ceil(centreY - radius));
  const bottom = Math.min(height, Math.floor(centreY + radius) + 1);
  const left = Math.max(0, Math.ceil(centreX - radius));
  const right = Math.min(width, Math.floor(centreX + radius) + 1);
  const scale = 1 / (radius * radius);
  for (let y = top; y < bottom; y++) {
    const dy = (y - centreY) ** 2;
    for (let x = left; x < right; x++) {
      const nearness = 1 - (dy + (x - centreX) ** 2) * scale;
      if (nearness > 0) field[y * width + x]! += spot.heat * nearness * nearness;
    }
  }
  return { left, right, top, bottom };
}
