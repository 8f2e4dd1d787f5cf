import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { ScriptBench } from './testing/script-bench.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

/** A sensor so fast that no test waits for it. */
const camera = (format = 'RGB565', size = 'QVGA'): string => `
import csi, time
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.${format})
camera.framesize(csi.${size})
camera.framerate(1000)
`;

describe('snapshot', () => {
  test('publishes each image when the next one is taken', async () => {
    bench.engine.setFrameWanted(true);
    await bench.run(`${camera()}for _ in range(4):\n    camera.snapshot()`);
    expect(bench.frames).toHaveLength(3);
    const [first, second] = bench.frames;
    expect(first).toMatchObject({ width: 320, height: 240, format: PixelFormat.rgb565 });
    expect(first?.data).toHaveLength(320 * 240 * 2);
    expect(Buffer.compare(first!.data, second!.data)).not.toBe(0);
  });

  test('shows what the script has drawn', async () => {
    bench.engine.setFrameWanted(true);
    await bench.run(
      `${camera('GRAYSCALE', 'QQQVGA')}img = camera.snapshot()\nimg.clear()\nimg.set_pixel((3, 2), 200)\ncamera.snapshot()`,
    );
    const expected = new Uint8Array(80 * 60);
    expected[2 * 80 + 3] = 200;
    expect(bench.frames.map((frame) => frame?.data)).toEqual([expected]);
  });

  test('copies no frame that the host does not want', async () => {
    bench.engine.setFrameWanted(false);
    await bench.run(`${camera()}for _ in range(4):\n    camera.snapshot()`);
    expect(bench.frames).toEqual([undefined, undefined, undefined]);
  });

  test('gives JPEG files', async () => {
    bench.engine.setFrameWanted(true);
    await bench.run(`${camera('JPEG')}camera.snapshot()\ncamera.flush()`);
    const [frame] = bench.frames;
    expect(frame).toMatchObject({ width: 320, height: 240, format: PixelFormat.jpeg });
    expect([...frame!.data.subarray(0, 2), ...frame!.data.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
  });

  test('cuts the window out of the frame, and mirrors it', async () => {
    bench.engine.setFrameWanted(true);
    const take = async (setup: string): Promise<Uint16Array> => {
      await bench.run(`${camera('RGB565', 'QQVGA')}${setup}\ncamera.snapshot()\ncamera.flush()`);
      const { data } = bench.frames[0]!;
      return new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    };
    const whole = await take('');
    const window = await take('camera.window((40, 30, 20, 10))');
    const mirrored = await take('camera.hmirror(True)\ncamera.vflip(True)');
    expect(window).toEqual(
      Uint16Array.from({ length: 200 }, (_, at) => whole[(30 + Math.trunc(at / 20)) * 160 + 40 + (at % 20)]!),
    );
    expect(mirrored).toEqual(whole.toReversed());
  });

  test('gets darker with less exposure', async () => {
    const { text } = await bench.run(
      `${camera('GRAYSCALE')}bright = camera.snapshot().get_statistics().mean\n` +
        'camera.auto_exposure(False, exposure_us=1000)\nprint(camera.snapshot().get_statistics().mean < bright / 2)',
    );
    expect(text).toBe('True\r\n');
  });

  test('gives the same images for the same seed', async () => {
    bench.engine.setFrameWanted(true);
    const source = `${camera('GRAYSCALE', 'QQVGA')}camera.snapshot()\ncamera.flush()`;
    await bench.run(source);
    const first = bench.frames[0]!.data;
    await bench.run(source);
    expect(Buffer.compare(bench.frames[0]!.data, first)).toBe(0);
  });

  test('without waiting gives None while there is no frame', async () => {
    const { text } = await bench.run(`${camera()}camera.framerate(1)\nprint(camera.snapshot(blocking=False))`);
    expect(text).toBe('None\r\n');
  });

  test('skips a time without waiting for it', async () => {
    const { text } = await bench.run(
      `${camera()}start = time.ticks_ms()\ncamera.snapshot(time=60000)\nprint(time.ticks_diff(time.ticks_ms(), start) < 30000)`,
    );
    expect(text).toBe('True\r\n');
  });

  test('refuses a sensor that is not set up', async () => {
    const { text } = await bench.run('import csi\ncsi.CSI().snapshot()');
    expect(text).toMatch(/RuntimeError: Pixel format is not supported or is not set.\r\n$/);
  });

  test('ends by Stop, also while it waits', async () => {
    for (const rate of [1000, 1]) {
      await bench.start(`${camera()}camera.framerate(${rate})\nprint("go")\nwhile True:\n    camera.snapshot()`);
      await bench.until('the script printed', () => bench.text.startsWith('go'));
      bench.engine.interrupt();
      const { kind, text } = await bench.ended();
      expect(kind).toBe('interrupted');
      expect(text).toMatch(/line 1[01], in <module>\r\nKeyboardInterrupt: \r\n$/);
    }
  });
});

test('memory stays flat in a loop that copies images', async () => {
  bench.engine.setFrameWanted(false);
  const { text } = await bench.run(
    `${camera()}import _cam\ncamera.framerate(100000)\nfor _ in range(3):\n    for _ in range(2000):\n` +
      '        copy = camera.snapshot().copy()\n    print(_cam.memory_bytes())',
  );
  const sizes = text.trim().split('\r\n').map(Number);
  expect(Math.max(...sizes)).toBeLessThan(200 * 1024 * 1024);
}, 60_000);

describe('the other modules', () => {
  test('sensor is the old name of csi', async () => {
    bench.engine.setFrameWanted(true);
    const { text } = await bench.run(
      'import sensor, time\nsensor.reset()\nsensor.set_pixformat(sensor.RGB565)\nsensor.set_framesize(sensor.QQVGA)\n' +
        'sensor.skip_frames(time=2000)\nsensor.set_auto_gain(False)\nsensor.set_auto_whitebal(False)\nclock = time.clock()\n' +
        'clock.tick()\nimg = sensor.snapshot()\nprint(img.width(), sensor.height(), clock.fps() > 0)',
    );
    expect(text).toBe('160 120 True\r\n');
  });

  test('the board tells who it is', async () => {
    const { text } = await bench.run(
      'import os, sys, omv, machine\nprint(os.uname().machine, sys.platform, omv.arch(), len(machine.unique_id()))',
    );
    expect(text).toBe('OpenMV N6 with STM32N657X0 pyboard OMV N6 12\r\n');
  });

  test('time.clock counts frames', async () => {
    const { text } = await bench.run(
      'import time\nclock = time.clock()\nfor _ in range(3):\n    clock.tick()\n    time.sleep_ms(20)\n    fps = clock.fps()\nprint(fps <= 50, clock.avg() >= 15)',
    );
    expect(text).toBe('True True\r\n');
  });

  test('gc answers sensible figures', async () => {
    const { text } = await bench.run(
      'import gc\ngc.collect()\nprint(0 < gc.mem_alloc() < 4194304, 0 < gc.mem_free() < 4194304)',
    );
    expect(text).toBe('True True\r\n');
  });
});
