import { describe, expect, it } from 'vitest';
import { green8 } from '../../../src-shared/imaging/rgb565.ts';
import { createScene, sceneNames } from './create-scene.ts';
import { motionEnterMs, motionLeaveMs, motionPeriodMs } from './motion.ts';
import type { SceneTarget } from './scene.ts';
import { testCardBars } from './test-card.ts';

function target(width = 160, height = 120): SceneTarget {
  return { width, height, pixels: new Uint16Array(width * height) };
}

function rendered(name: string, timeMs: number, { seed = 1, width = 160, height = 120 } = {}): Uint16Array {
  const frame = target(width, height);
  createScene(name, seed).render(frame, timeMs);
  return frame.pixels;
}

describe.each(sceneNames)('the scene "%s"', (name) => {
  it('is the same for the same seed and time, whatever was rendered before', () => {
    const scene = createScene(name, 7);
    const frame = target();
    for (const timeMs of [0, 5000, 90_000]) scene.render(frame, timeMs);
    scene.render(frame, 1234);
    expect(frame.pixels).toEqual(rendered(name, 1234, { seed: 7 }));
  });

  it('paints every pixel at any size, and follows a change of size', () => {
    const scene = createScene(name, 3);
    for (const [width, height] of [
      [320, 240],
      [1, 1],
      [40, 30],
      [17, 90],
      [128, 3],
    ] as const) {
      const one = target(width, height);
      const other = target(width, height);
      one.pixels.fill(0x1234);
      other.pixels.fill(0xabcd);
      scene.render(one, 4500);
      scene.render(other, 4500);
      expect(one.pixels).toEqual(other.pixels);
    }
  });
});

describe('scenes', () => {
  it('have "balls" first', () => {
    expect(sceneNames[0]).toBe('balls');
  });

  it('refuse a name that is none', () => {
    for (const name of ['nowhere', '', 'constructor', 'toString']) {
      expect(() => createScene(name, 1)).toThrow(expect.objectContaining({ code: 'unknown-scene' }));
    }
  });

  it.each(sceneNames.filter((name) => name !== 'test-card'))('"%s" changes with time and with the seed', (name) => {
    expect(rendered(name, 4000)).not.toEqual(rendered(name, 5000));
    expect(rendered(name, 4000, { seed: 1 })).not.toEqual(rendered(name, 4000, { seed: 2 }));
  });
});

describe('the scene "line-track"', () => {
  it('has one dark line in every row, and a light floor', () => {
    for (const timeMs of [0, 3000, 8000, 60_000]) {
      const pixels = rendered('line-track', timeMs);
      for (let y = 0; y < 120; y++) {
        const row = Array.from(pixels.subarray(160 * y, 160 * (y + 1)), green8);
        const dark = row.flatMap((grey, x) => (grey <= 64 ? [x] : []));
        expect(dark.length).toBeGreaterThan(5);
        expect(dark.at(-1)! - dark[0]! + 1).toBe(dark.length);
        expect(row.every((grey) => grey <= 64 || grey > 150)).toBe(true);
      }
    }
  });
});

describe('the scene "motion"', () => {
  it('differs from the empty room only while the figure is in it', () => {
    const empty = rendered('motion', 0);
    const changed = (timeMs: number) =>
      rendered('motion', timeMs).filter((pixel, index) => Math.abs(green8(pixel) - green8(empty[index]!)) > 30).length;
    expect(changed(motionEnterMs - 1)).toBe(0);
    expect(changed((motionEnterMs + motionLeaveMs) / 2)).toBeGreaterThan(500);
    expect(changed(motionLeaveMs)).toBe(0);
    expect(changed(motionPeriodMs + (motionEnterMs + motionLeaveMs) / 2)).toBeGreaterThan(500);
  });
});

describe('the scene "thermal"', () => {
  it('is a cool field with hot spots', () => {
    const greys = Array.from(rendered('thermal', 2000), green8);
    const share = (test: (grey: number) => boolean) => greys.filter(test).length / greys.length;
    expect(share((grey) => grey < 70)).toBeGreaterThan(0.5);
    expect(share((grey) => grey > 150)).toBeGreaterThan(0.005);
  });
});

describe('the scene "test-card"', () => {
  it('shows the eight bars and the ramp of greys exactly', () => {
    const pixels = rendered('test-card', 0, { width: 320, height: 240 });
    testCardBars.forEach((bar, index) => {
      expect([pixels[40 * index], pixels[40 * index + 39], pixels[320 * 179 + 40 * index]]).toEqual([bar, bar, bar]);
    });
    const bottom = 320 * 239;
    expect([pixels[bottom], pixels[bottom + 10], pixels[bottom + 319]]).toEqual([0, 0x0841, 0xffdf]);
  });

  it('does not change with time', () => {
    expect(rendered('test-card', 0)).toEqual(rendered('test-card', 1e6, { seed: 9 }));
  });
});
