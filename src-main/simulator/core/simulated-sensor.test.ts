import { describe, expect, test } from 'vitest';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { createJpegCodec } from '../jpeg/jpeg-codec.ts';
import type { Scene } from '../scenes/scene.ts';
import { SimulatedSensor } from './simulated-sensor.ts';

const times: number[] = [];
/** Grey 0 to the left, white to the right. */
const scene: Scene = {
  render({ width, pixels }, timeMs) {
    times.push(timeMs);
    pixels.forEach((_, index) => (pixels[index] = index % width < width / 2 ? 0 : 0xffff));
  },
};
const jpeg = await createJpegCodec();
const request = { fullWidth: 32, fullHeight: 16, windowX: 0, windowY: 0, width: 32, height: 16, quality: 90 };

describe('SimulatedSensor', () => {
  test('delivers a frame each period and never twice the same', () => {
    const sensor = new SimulatedSensor(scene, 1, jpeg);
    expect(sensor.nextFrameMs(100, 10)).toBe(110);
    sensor.takeFrame(110);
    expect(sensor.nextFrameMs(111, 10)).toBe(120);
    sensor.takeFrame(120);
    expect(sensor.nextFrameMs(120, 10)).toBe(130);
  });

  test('gives a script that is late the newest frame at once', () => {
    const sensor = new SimulatedSensor(scene, 1, jpeg);
    sensor.nextFrameMs(0, 10);
    sensor.takeFrame(10);
    expect(sensor.nextFrameMs(57, 10)).toBe(50);
    sensor.takeFrame(50);
    expect(sensor.nextFrameMs(57, 10)).toBe(60);
  });

  test('shows the scene at the time of the frame, with skipped time on top', () => {
    const sensor = new SimulatedSensor(scene, 1, jpeg);
    const target = new Uint8Array(1024);
    sensor.nextFrameMs(1000, 20);
    sensor.takeFrame(1020);
    times.length = 0;
    sensor.render({ ...request, format: PixelFormat.rgb565 }, target);
    sensor.skip(500);
    sensor.render({ ...request, format: PixelFormat.rgb565 }, target);
    expect(times).toEqual([20, 520]);
  });

  test('paints RGB565, grayscale and JPEG', () => {
    const sensor = new SimulatedSensor(scene, 1, jpeg);
    const target = new Uint8Array(4096);
    expect(sensor.render({ ...request, format: PixelFormat.rgb565 }, target)).toBe(1024);
    expect([...target.subarray(28, 36)]).toEqual([0, 0, 0, 0, 255, 255, 255, 255]);
    expect(sensor.render({ ...request, format: PixelFormat.grayscale }, target)).toBe(512);
    expect([...target.subarray(14, 18)]).toEqual([0, 0, 255, 255]);
    const size = sensor.render({ ...request, format: PixelFormat.jpeg }, target);
    expect(jpeg.decode(target.slice(0, size))).toMatchObject({ width: 32, height: 16 });
  });

  test('says when the frame does not fit', () => {
    const sensor = new SimulatedSensor(scene, 1, jpeg);
    for (const format of [PixelFormat.rgb565, PixelFormat.grayscale, PixelFormat.jpeg])
      expect(sensor.render({ ...request, format }, new Uint8Array(4))).toBe(-1);
  });
});
