// What sensor settings do to the frame of a scene: crop, mirror, flip, exposure, gain, brightness, contrast and
// saturation. Tone is one table over all RGB565 values, rebuilt only when a setting changes; three of them (darker,
// plain, brighter) give the noise of a high gain. Neutral settings cost a plain copy.

import { blue8, green8, luma, packRgb565, red8 } from '../../../src-shared/imaging/rgb565.ts';
import { clampByte } from './backdrop.ts';
import { createRandom, scramble } from '../../../src-shared/lib/random.ts';
import type { SceneTarget } from './scene.ts';

export interface SensorSettings {
  readonly hmirror: boolean;
  readonly vflip: boolean;
  /** microseconds; `nominalExposureUs` shows the scene as painted, half of it one stop darker. */
  readonly exposureUs: number;
  /** dB over the nominal gain; 6 dB make one stop. Noise sets in above 6. */
  readonly gainDb: number;
  /** −3 to 3 */
  readonly brightness: number;
  /** −3 to 3 */
  readonly contrast: number;
  /** −3 to 3; −4 is grey */
  readonly saturation: number;
  /** The largest deviation of a channel, in steps of 255, on top of the noise of the gain. */
  readonly noise: number;
}

export const nominalExposureUs = 10_000;

export const neutralSensorSettings: SensorSettings = {
  hmirror: false,
  vflip: false,
  exposureUs: nominalExposureUs,
  gainDb: 0,
  brightness: 0,
  contrast: 0,
  saturation: 0,
  noise: 0,
};

export interface SensorView {
  readonly settings: SensorSettings;
  /** Top left corner of the part of the source that fills the target, in pixels. */
  readonly window?: { readonly x: number; readonly y: number };
  /** Chooses the noise of this frame. */
  readonly timeMs: number;
}

const pixelValues = 65_536;
const noiseMask = 8191;

export class SensorEffects {
  readonly #noisePattern: Uint8Array;
  readonly #seed: number;
  #tables = new Uint16Array(0);
  #tablesFor = '';

  constructor(seed: number) {
    const random = createRandom(seed);
    this.#seed = seed;
    this.#noisePattern = Uint8Array.from({ length: noiseMask + 1 }, () => Math.floor(random() * 4) % 3);
  }

  /**
   * Fills `target` from `source` as the sensor would deliver it. Sizes may differ by the window; what of it lies outside
   * the source is black. Source and target must not share memory.
   */
  apply(source: SceneTarget, target: SceneTarget, view: SensorView): void {
    const { settings, timeMs, window = { x: 0, y: 0 } } = view;
    const noise = noiseOf(settings);
    const plain = isNeutral(settings, noise);
    if (!plain) this.#prepare(settings, noise);
    const noiseShift = noise === 0 ? undefined : scramble(this.#seed + Math.floor(timeMs)) & noiseMask;
    const firstColumn = Math.max(0, -window.x);
    const columns = Math.min(target.width, source.width - window.x) - firstColumn;
    if (columns < target.width) target.pixels.fill(0);
    for (let y = 0; y < target.height; y++) {
      const row = y + window.y;
      const targetRow = (settings.vflip ? target.height - 1 - y : y) * target.width;
      if (row < 0 || row >= source.height || columns <= 0) {
        target.pixels.fill(0, targetRow, targetRow + target.width);
        continue;
      }
      const from = row * source.width + window.x + firstColumn;
      const to = targetRow + (settings.hmirror ? target.width - 1 - firstColumn : firstColumn);
      const step = settings.hmirror ? -1 : 1;
      if (plain) copyRow(source.pixels, from, target.pixels, to, step, columns);
      else if (noiseShift === undefined) this.#toneRow(source.pixels, from, target.pixels, to, step, columns);
      else this.#noisyRow(source.pixels, from, target.pixels, to, step, columns, noiseShift);
    }
  }

  #toneRow(source: Uint16Array, from: number, target: Uint16Array, to: number, step: number, count: number): void {
    const tables = this.#tables;
    for (let index = 0; index < count; index++, to += step) target[to] = tables[source[from + index]!]!;
  }

  #noisyRow(
    source: Uint16Array,
    from: number,
    target: Uint16Array,
    to: number,
    step: number,
    count: number,
    noiseShift: number,
  ): void {
    const tables = this.#tables;
    const pattern = this.#noisePattern;
    for (let index = 0; index < count; index++, to += step) {
      const level = pattern[(from + index + noiseShift) & noiseMask]!;
      target[to] = tables[level * pixelValues + source[from + index]!]!;
    }
  }

  #prepare(settings: SensorSettings, noise: number): void {
    const { exposureUs, gainDb, brightness, contrast, saturation } = settings;
    const key = [exposureUs, gainDb, brightness, contrast, saturation, noise].join();
    if (key === this.#tablesFor) return;
    this.#tablesFor = key;
    const offsets = noise === 0 ? [0] : [0, -noise, noise];
    this.#tables = new Uint16Array(offsets.length * pixelValues);
    offsets.forEach((offset, index) => {
      const tones = Float64Array.from({ length: 256 }, (_, level) => toneOf(level, settings) + offset);
      const vividness = Math.max(0, 1 + 0.25 * saturation);
      for (let pixel = 0; pixel < pixelValues; pixel++) {
        const red = tones[red8(pixel)]!;
        const green = tones[green8(pixel)]!;
        const blue = tones[blue8(pixel)]!;
        const grey = luma(red, green, blue);
        this.#tables[index * pixelValues + pixel] = packRgb565(
          clampByte(grey + (red - grey) * vividness),
          clampByte(grey + (green - grey) * vividness),
          clampByte(grey + (blue - grey) * vividness),
        );
      }
    });
  }
}

/** Not rounded, not limited: noise and saturation come after. */
function toneOf(level: number, { exposureUs, gainDb, brightness, contrast }: SensorSettings): number {
  // Light doubles with each stop; frames are gamma coded, so the level grows by the 2.2nd root.
  const light = Math.max(0, exposureUs / nominalExposureUs) * 10 ** (gainDb / 20);
  const exposed = Math.min(255, level * light ** (1 / 2.2));
  return (exposed - 128) * Math.max(0, 1 + 0.15 * contrast) + 128 + 16 * brightness;
}

function noiseOf({ gainDb, noise }: SensorSettings): number {
  return noise + Math.max(0, gainDb - 6) * 0.8;
}

function isNeutral(settings: SensorSettings, noise: number): boolean {
  const { exposureUs, gainDb, brightness, contrast, saturation } = settings;
  const tone = exposureUs === nominalExposureUs && gainDb === 0 && brightness === 0 && contrast === 0;
  return tone && saturation === 0 && noise === 0;
}

function copyRow(
  source: Uint16Array,
  from: number,
  target: Uint16Array,
  to: number,
  step: number,
  count: number,
): void {
  if (step === 1) target.set(source.subarray(from, from + count), to);
  else for (let index = 0; index < count; index++) target[to - index] = source[from + index]!;
}
