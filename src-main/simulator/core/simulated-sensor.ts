// The image sensor: delivers frames at its rate, each a frame of the scene through the sensor's settings. Runs on the
// script's thread and paints into the interpreter's memory.

import { luma, red8, green8, blue8 } from '../../../src-shared/imaging/rgb565.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { JpegCodec } from '../jpeg/jpeg-codec.ts';
import { neutralSensorSettings, SensorEffects, type SensorSettings } from '../scenes/sensor-effects.ts';
import type { Scene, SceneTarget } from '../scenes/scene.ts';

/** What of the sensor's frame goes where. Sizes in pixels. */
export interface FrameRequest {
  /** Size of the frame that the window cuts from. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  readonly windowX: number;
  readonly windowY: number;
  readonly width: number;
  readonly height: number;
  /** RGB565, grayscale or JPEG of `PixelFormat`. */
  readonly format: number;
  /** 1 to 100; for JPEG. */
  readonly quality: number;
}

export class SimulatedSensor {
  readonly #scene: Scene;
  readonly #effects: SensorEffects;
  readonly #jpeg: JpegCodec;
  #settings: SensorSettings = neutralSensorSettings;
  #full = new Uint16Array(0);
  #sensed = new Uint16Array(0);
  #lumaOfRgb565: Uint8Array | undefined;
  /** When the last frame was taken, and the time of frames that were skipped without a wait. */
  #lastFrameMs: number | undefined;
  #startMs = 0;
  #skippedMs = 0;

  constructor(scene: Scene, seed: number, jpeg: JpegCodec) {
    this.#scene = scene;
    this.#effects = new SensorEffects(seed);
    this.#jpeg = jpeg;
  }

  configure(settings: Partial<SensorSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
  }

  /** When the next frame will be there. A script that is late gets the newest one at once. */
  nextFrameMs(nowMs: number, periodMs: number): number {
    if (this.#lastFrameMs === undefined) {
      this.#lastFrameMs = nowMs;
      this.#startMs = nowMs;
    }
    const missed = Math.floor((nowMs - this.#lastFrameMs) / periodMs);
    return this.#lastFrameMs + Math.max(1, missed) * periodMs;
  }

  takeFrame(frameMs: number): void {
    this.#lastFrameMs = frameMs;
  }

  /** Lets scene time pass at once. */
  skip(durationMs: number): void {
    this.#skippedMs += durationMs;
  }

  /** Paints the current frame into `target`. Returns its bytes; −1 when the target is too small. */
  render(request: FrameRequest, target: Uint8Array): number {
    const { width, height, format } = request;
    const pixelCount = width * height;
    if (format === PixelFormat.rgb565) {
      if (target.length < pixelCount * 2) return -1;
      this.#sense(request, new Uint16Array(target.buffer, target.byteOffset, pixelCount));
      return pixelCount * 2;
    }
    if (this.#sensed.length !== pixelCount) this.#sensed = new Uint16Array(pixelCount);
    this.#sense(request, this.#sensed);
    if (format === PixelFormat.grayscale) {
      if (target.length < pixelCount) return -1;
      const table = (this.#lumaOfRgb565 ??= makeLumaTable());
      for (let index = 0; index < pixelCount; index++) target[index] = table[this.#sensed[index]!]!;
      return pixelCount;
    }
    const { quality } = request;
    const file = this.#jpeg.encode(new Uint8Array(this.#sensed.buffer), { width, height, format: 'rgb565', quality });
    if (file.length > target.length) return -1;
    target.set(file);
    return file.length;
  }

  #sense(request: FrameRequest, pixels: Uint16Array): void {
    const { fullWidth, fullHeight, windowX, windowY, width, height } = request;
    const timeMs = (this.#lastFrameMs ?? 0) - this.#startMs + this.#skippedMs;
    const target: SceneTarget = { width, height, pixels };
    if (this.#settings === neutralSensorSettings && width === fullWidth && height === fullHeight) {
      this.#scene.render(target, timeMs);
      return;
    }
    if (this.#full.length !== fullWidth * fullHeight) this.#full = new Uint16Array(fullWidth * fullHeight);
    const source: SceneTarget = { width: fullWidth, height: fullHeight, pixels: this.#full };
    this.#scene.render(source, timeMs);
    this.#effects.apply(source, target, { settings: this.#settings, window: { x: windowX, y: windowY }, timeMs });
  }
}

function makeLumaTable(): Uint8Array {
  return Uint8Array.from({ length: 65_536 }, (_, pixel) => luma(red8(pixel), green8(pixel), blue8(pixel)));
}
