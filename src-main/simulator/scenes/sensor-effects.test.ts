import { describe, expect, it } from 'vitest';
import { green8, packRgb565, red8 } from '../../../src-shared/imaging/rgb565.ts';
import { createScene } from './create-scene.ts';
import type { SceneTarget } from './scene.ts';
import { neutralSensorSettings, nominalExposureUs, SensorEffects, type SensorSettings } from './sensor-effects.ts';

const width = 8;
const height = 4;

/** Every pixel different. */
const numbered: SceneTarget = {
  width,
  height,
  pixels: Uint16Array.from({ length: width * height }, (_, n) => 1000 * n),
};
const grey: SceneTarget = { width, height, pixels: new Uint16Array(width * height).fill(packRgb565(100, 100, 100)) };

function seen(
  source: SceneTarget,
  settings: Partial<SensorSettings>,
  view: { window?: { x: number; y: number; width: number; height: number }; timeMs?: number } = {},
): Uint16Array {
  const size = view.window ?? { x: 0, y: 0, width: source.width, height: source.height };
  const target = { width: size.width, height: size.height, pixels: new Uint16Array(size.width * size.height) };
  target.pixels.fill(0x5555);
  const effects = new SensorEffects(1);
  effects.apply(source, target, {
    settings: { ...neutralSensorSettings, ...settings },
    window: size,
    timeMs: view.timeMs ?? 0,
  });
  return target.pixels;
}

const pixelAt = (x: number, y: number) => numbered.pixels[y * width + x];
const level = (settings: Partial<SensorSettings>) => green8(seen(grey, settings)[0]!);

describe('sensor effects', () => {
  it('leave the frame alone at neutral settings', () => {
    expect(seen(numbered, {})).toEqual(numbered.pixels);
  });

  it('mirror and flip', () => {
    expect(seen(numbered, { hmirror: true })[0]).toBe(pixelAt(7, 0));
    expect(seen(numbered, { vflip: true })[0]).toBe(pixelAt(0, 3));
    expect(seen(numbered, { hmirror: true, vflip: true })).toEqual(numbered.pixels.toReversed());
  });

  it('cut out a window', () => {
    const window = { x: 2, y: 1, width: 3, height: 2 };
    const expected = [pixelAt(2, 1), pixelAt(3, 1), pixelAt(4, 1), pixelAt(2, 2), pixelAt(3, 2), pixelAt(4, 2)];
    expect([...seen(numbered, {}, { window })]).toEqual(expected);
    expect([...seen(numbered, { hmirror: true, vflip: true }, { window })]).toEqual(expected.toReversed());
  });

  it('show black where the window leaves the frame', () => {
    const window = { x: -1, y: -1, width: 2, height: 2 };
    expect([...seen(numbered, {}, { window })]).toEqual([0, 0, 0, pixelAt(0, 0)]);
    expect([...seen(grey, {}, { window: { x: 100, y: 0, width: 2, height: 1 } })]).toEqual([0, 0]);
    const wide = seen(grey, { brightness: 1 }, { window: { x: 4, y: 0, width: 8, height: 4 } });
    expect([wide[3] === 0, wide[4]]).toEqual([false, 0]);
  });

  it('get darker with less exposure and brighter with more gain', () => {
    expect(level({ exposureUs: nominalExposureUs / 4 })).toBeLessThan(70);
    expect(level({ exposureUs: 0 })).toBe(0);
    expect(level({ gainDb: 6 })).toBeGreaterThan(120);
    expect(level({ exposureUs: nominalExposureUs * 1000 })).toBe(255);
    expect(level({ exposureUs: nominalExposureUs / 2, gainDb: 6 })).toBe(level({}));
  });

  it('follow brightness, contrast and saturation', () => {
    expect(level({ brightness: 3 })).toBeGreaterThan(level({ brightness: 1 }));
    expect(level({ brightness: -3 })).toBeLessThan(level({}));
    expect(level({ contrast: 3 })).toBeLessThan(level({ contrast: -3 }));
    const red: SceneTarget = { width: 1, height: 1, pixels: Uint16Array.of(packRgb565(180, 80, 80)) };
    const spread = (saturation: number) => {
      const pixel = seen(red, { saturation })[0]!;
      return red8(pixel) - green8(pixel);
    };
    expect(spread(3)).toBeGreaterThan(spread(0));
    expect(Math.abs(spread(-4))).toBeLessThanOrEqual(8);
  });

  it('add noise at a high gain, different in each moment but repeatable', () => {
    const card: SceneTarget = { width: 64, height: 48, pixels: new Uint16Array(64 * 48).fill(packRgb565(90, 90, 90)) };
    const at = (timeMs: number) => seen(card, { gainDb: 18 }, { timeMs });
    expect(new Set(at(0)).size).toBe(3);
    expect(at(0)).toEqual(at(0));
    expect(at(0)).not.toEqual(at(40));
    expect(new Set(seen(card, { gainDb: 6 })).size).toBe(1);
  });

  it('follow settings that change between frames', () => {
    const source = { width: 40, height: 30, pixels: new Uint16Array(1200) };
    createScene('balls', 1).render(source, 0);
    const target = { width: 40, height: 30, pixels: new Uint16Array(1200) };
    const effects = new SensorEffects(1);
    const shown = (settings: Partial<SensorSettings>) => {
      effects.apply(source, target, { settings: { ...neutralSensorSettings, ...settings }, timeMs: 0 });
      return target.pixels.slice();
    };
    const bright = shown({ brightness: 2 });
    expect(shown({ contrast: 2 })).not.toEqual(bright);
    expect(shown({ brightness: 2 })).toEqual(bright);
    expect(shown({})).toEqual(source.pixels);
  });
});
