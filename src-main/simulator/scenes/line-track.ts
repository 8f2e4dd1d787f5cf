// A dark line on a light floor that winds as if the camera drove along it, for line-following scripts: the line is grey
// 20–44, the floor above 150.

import { packRgb565 } from '../../../src-shared/imaging/rgb565.ts';
import { Backdrop } from './backdrop.ts';
import { createRandom } from '../../../src-shared/lib/random.ts';
import type { Scene, SceneTarget } from './scene.ts';

/** Track lengths (frames) a second. */
const speed = 0.45;
/** Half of the line's width at the bottom and at the top, of the frame's width. */
const nearHalfWidth = 0.06;
const farHalfWidth = 0.025;

export function createLineTrack(seed: number): Scene {
  const random = createRandom(seed);
  const bends = [
    { size: 0.2, rate: 1.9, phase: 2 * Math.PI * random() },
    { size: 0.09, rate: 4.3, phase: 2 * Math.PI * random() },
  ];
  const greys = Uint16Array.from({ length: 1024 }, () => {
    const grey = 24 + Math.floor(20 * random());
    return packRgb565(grey, grey, grey);
  });
  const backdrop = new Backdrop(
    (x, y, colour) => {
      const corner = (x - 0.5) ** 2 + (y - 0.5) ** 2;
      colour.red = 206 - 40 * corner;
      colour.green = 202 - 40 * corner;
      colour.blue = 194 - 40 * corner;
    },
    { noise: 8, seed },
  );

  return {
    render(target: SceneTarget, timeMs: number): void {
      backdrop.paint(target, timeMs);
      const { width, height, pixels } = target;
      for (let y = 0; y < height; y++) {
        const farness = 1 - (y + 0.5) / height;
        const position = (speed * timeMs) / 1000 + farness;
        let centre = 0.5;
        for (const bend of bends) centre += bend.size * Math.sin(bend.rate * position + bend.phase);
        const halfWidth = nearHalfWidth + (farHalfWidth - nearHalfWidth) * farness;
        const start = y * width + Math.max(0, Math.round((centre - halfWidth) * width));
        const end = y * width + Math.min(width, Math.round((centre + halfWidth) * width));
        for (let at = start; at < end; at++) pixels[at] = greys[(at + 7 * y) & 1023]!;
      }
    },
  };
}
