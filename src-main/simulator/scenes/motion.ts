// An empty room that a figure walks through, for frame differencing. Nothing moves in the first three seconds; then the
// figure crosses the frame in four, every ten seconds, in turn from the left and from the right.

import { packRgb565 } from '../../../src-shared/imaging/rgb565.ts';
import { Backdrop } from './backdrop.ts';
import { createRandom } from '../../../src-shared/lib/random.ts';
import type { Scene, SceneTarget } from './scene.ts';
import { Sprite } from './sprite.ts';

export const motionPeriodMs = 10_000;
export const motionEnterMs = 3000;
export const motionLeaveMs = 7000;

export function createMotion(seed: number): Scene {
  const random = createRandom(seed);
  const startsLeft = random() < 0.5;
  const doorAt = 0.15 + 0.5 * random();
  const backdrop = new Backdrop(
    (x, y, colour) => {
      const isDoor = x > doorAt && x < doorAt + 0.16 && y > 0.2 && y < 0.78;
      const grey = y > 0.78 ? 108 : isDoor ? 142 : 186 - 30 * y;
      colour.red = grey + (isDoor ? 16 : 4);
      colour.green = grey;
      colour.blue = grey - (isDoor ? 22 : 6);
    },
    { noise: 4, seed },
  );
  let figure: Sprite | undefined;

  return {
    render(target: SceneTarget, timeMs: number): void {
      if (backdrop.paint(target, timeMs) || figure === undefined) figure = createFigure(target.height);
      const inPeriod = timeMs % motionPeriodMs;
      if (inPeriod < motionEnterMs || inPeriod >= motionLeaveMs) return;
      const fromLeft = Math.floor(timeMs / motionPeriodMs) % 2 === 0 ? startsLeft : !startsLeft;
      const share = (inPeriod - motionEnterMs) / (motionLeaveMs - motionEnterMs);
      const travelled = Math.round((target.width + figure.width) * share);
      const step = Math.abs(Math.sin(inPeriod / 160)) * 0.015 * target.height;
      const left = fromLeft ? travelled - figure.width : target.width - travelled;
      figure.paint(target, left, Math.round(0.92 * target.height - figure.height - step));
    },
  };
}

/** Head and body, two thirds of the frame high. */
function createFigure(frameHeight: number): Sprite {
  const height = Math.max(6, Math.round(0.66 * frameHeight));
  const width = Math.max(3, Math.round(0.3 * height));
  const head = 0.14 * height;
  const skin = packRgb565(196, 148, 118);
  const coat = packRgb565(70, 58, 62);
  const coatLight = packRgb565(92, 76, 80);
  return new Sprite(width, height, (column, row) => {
    const x = column + 0.5 - width / 2;
    if (row < 2 * head) return x * x + (row - head) ** 2 < head * head ? skin : undefined;
    const down = (row - 2 * head) / (height - 2 * head);
    const half = (width / 2) * Math.min(1, 0.6 + 2 * down);
    if (Math.abs(x) > half) return undefined;
    return x < -0.3 * half ? coatLight : coat;
  });
}
