// A card that never changes, without noise, for exact tests: eight colour bars over the upper three quarters, under
// them a ramp of 32 greys. Not symmetric either way, so that mirroring and flipping show.

import { packRgb565 } from '../../../src-shared/imaging/rgb565.ts';
import type { Scene, SceneTarget } from './scene.ts';

/** The bars from left to right, RGB565: white, yellow, cyan, green, magenta, red, blue, black. */
export const testCardBars = [0xffff, 0xffe0, 0x07ff, 0x07e0, 0xf81f, 0xf800, 0x001f, 0x0000] as const;
/** Rows above this share of the height show bars. */
export const testCardBarShare = 0.75;
export const testCardGreyCount = 32;

export function createTestCard(): Scene {
  let card: SceneTarget = { width: 0, height: 0, pixels: new Uint16Array(0) };
  return {
    render(target: SceneTarget): void {
      if (card.width !== target.width || card.height !== target.height) card = paintCard(target.width, target.height);
      target.pixels.set(card.pixels);
    },
  };
}

function paintCard(width: number, height: number): SceneTarget {
  const pixels = new Uint16Array(width * height);
  const barRows = Math.floor(testCardBarShare * height);
  for (let x = 0; x < width; x++) {
    const bar = testCardBars[Math.floor((x * testCardBars.length) / width)]!;
    const step = Math.floor((x * testCardGreyCount) / width);
    const grey = packRgb565(8 * step, 8 * step, 8 * step);
    for (let y = 0; y < height; y++) pixels[y * width + x] = y < barRows ? bar : grey;
  }
  return { width, height, pixels };
}
