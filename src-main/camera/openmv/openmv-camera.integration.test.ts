// The engine against the virtual camera, over memory.

import { afterEach, describe, expect, test } from 'vitest';
import { ChannelFlag } from '../../../src-shared/openmv/constants.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { CameraState } from '../../../src-shared/device/state.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import {
  createSimulatedCamera,
  next,
  type SimulatedCamera,
  type SimulatedCameraOptions,
} from '../testing/simulated-camera.ts';

let current: SimulatedCamera | undefined;

function simulated(options?: SimulatedCameraOptions): SimulatedCamera {
  current = createSimulatedCamera(options);
  return current;
}

afterEach(async () => {
  await current?.dispose();
  current = undefined;
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function collectText({ camera }: SimulatedCamera): () => string {
  let text = '';
  camera.onText((piece) => {
    text += new TextDecoder().decode(piece);
  });
  return () => text;
}

function frame(width: number, height: number, format: number = PixelFormat.rgb565) {
  const data = Uint8Array.from({ length: width * height * 2 }, (_, at) => (at * 7) & 0xff);
  return { width, height, format, data };
}

/** Feeds frames to the preview as a script's loop does, until the test ends. */
function playPictures(sim: SimulatedCamera, make: (index: number) => ReturnType<typeof frame>): () => void {
  let index = 0;
  const timer = setInterval(() => {
    if (sim.engine.running) sim.engine.snapshot(make(index++));
  }, 2);
  return () => clearInterval(timer);
}

test('connecting tells who the camera is and lists its channels', async () => {
  const { camera } = simulated();
  const identity = await camera.connect();
  expect({ firmware: identity.firmware, protocol: identity.protocol, state: camera.state }).toEqual({
    firmware: '5.0.0',
    protocol: 'openmv-v2 1.0.2',
    state: 'idle',
  });
  expect(camera.channels.list.map((each) => `${each.id} ${each.name}`)).toEqual([
    '0 usb',
    '1 stdin',
    '2 stdout',
    '3 stream',
  ]);
});

test('a script arrives byte for byte, prints, and its end restarts the camera to idle', async () => {
  const sim = simulated();
  const text = collectText(sim);
  const states: CameraState[] = [];
  await sim.camera.connect();
  sim.camera.onStateChange(({ state }) => states.push(state));
  const source = `# ${'λ'.repeat(9000)}\nprint("hello")\n`;
  await sim.camera.run(bytes(source));
  expect(sim.engine.sources).toEqual([source]);
  sim.engine.print('hello\r\n');
  sim.engine.end();
  await next(sim.camera.onStateChange, ({ state }) => state === 'idle');
  expect(states).toEqual(['running', 'rebooting', 'idle']);
  await expect.poll(text).toContain('hello\r\n');
});

test('a script larger than the device takes is refused with its size, and the next one runs', async () => {
  const sim = simulated({ device: { scriptLimitBytes: 10_000 } });
  await sim.camera.connect();
  await expect(sim.camera.run(new Uint8Array(25_000).fill(0x23))).rejects.toMatchObject({
    code: 'script-too-large',
    data: { sizeBytes: 25_000 },
  });
  await sim.camera.run(bytes('second'));
  expect(sim.engine.sources).toEqual(['second']);
});

test('stop ends an endless script, and the next one runs', async () => {
  const sim = simulated();
  await sim.camera.connect();
  await sim.camera.run(bytes('while True: pass'));
  await sim.camera.stop();
  expect(sim.camera.state).not.toBe('running');
  await sim.camera.run(bytes('second'));
  await sim.camera.run(bytes('third'));
  expect(sim.engine.sources).toEqual(['while True: pass', 'second', 'third']);
  expect(sim.camera.state).toBe('running');
});

describe.each(['reference', 'locked', 'lock-free', 'one-trip', undefined] as const)(
  'reading frames %s',
  (readSequence) => {
    test('delivers raw frames whole', async () => {
      const sim = simulated({
        settings: { ...(readSequence && { readSequence }), stream: { enabled: true, raw: true } },
      });
      await sim.camera.connect();
      const frames: Frame[] = [];
      sim.camera.onFrame((frame) => frames.push(frame));
      await sim.camera.run(bytes('loop'));
      const stop = playPictures(sim, () => frame(160, 120));
      await expect.poll(() => frames.length, { timeout: 5000 }).toBeGreaterThan(12);
      stop();
      const expected = frame(160, 120).data;
      for (const frame of frames) {
        expect([frame.width, frame.height, frame.format]).toEqual([160, 120, PixelFormat.rgb565]);
        expect(Buffer.compare(frame.data, expected)).toBe(0);
      }
      expect(frames.map((frame) => frame.sequence)).toEqual(frames.map((_, index) => index + 1));
    });

    test('follows frames that change their size', async () => {
      const sim = simulated({
        settings: { ...(readSequence && { readSequence }), stream: { enabled: true, raw: true } },
      });
      await sim.camera.connect();
      const seen = new Set<string>();
      sim.camera.onFrame((frame) => {
        expect(frame.data.length).toBe(frame.width * frame.height * 2);
        seen.add(`${frame.width}x${frame.height}`);
      });
      await sim.camera.run(bytes('loop'));
      const sizes = [frame(80, 60), frame(160, 120), frame(40, 30)];
      const stop = playPictures(sim, (index) => sizes[Math.floor(index / 30) % 3]!);
      await expect.poll(() => [...seen].sort(), { timeout: 8000 }).toEqual(['160x120', '40x30', '80x60']);
      stop();
    });
  },
);

test('the compatible way of reading frames can be chosen and left while the script runs', async () => {
  const sim = simulated({ settings: { stream: { enabled: true, raw: true } } });
  await sim.camera.connect();
  let frames = 0;
  sim.camera.onFrame(() => frames++);
  await sim.camera.run(bytes('loop'));
  const stop = playPictures(sim, () => frame(80, 60));
  const framesOf = async (sequence: string): Promise<void> => {
    frames = 0;
    await expect.poll(() => frames, { timeout: 5000 }).toBeGreaterThan(8);
    expect(sim.camera.readSequence).toBe(sequence);
  };
  await framesOf('one-trip');
  await sim.camera.preview.configure({ enabled: true, raw: true, compatible: true });
  await framesOf('reference');
  await sim.camera.preview.configure({ enabled: true, raw: true });
  await framesOf('one-trip');
  stop();
});

test.each([true, false])('frames and text flow with acknowledgements on: %s', async (ack) => {
  const sim = simulated({ settings: { ack }, device: { bufferBytes: 512 } });
  const text = collectText(sim);
  await sim.camera.connect();
  const frames: Frame[] = [];
  sim.camera.onFrame((frame) => frames.push(frame));
  await sim.camera.run(bytes('loop'));
  const stop = playPictures(sim, (index) => {
    sim.engine.print(`line ${index}\r\n`);
    return frame(320, 240);
  });
  await expect.poll(() => frames.length, { timeout: 8000 }).toBeGreaterThan(10);
  stop();
  for (const frame of frames) expect(frame.format).toBe(PixelFormat.jpeg);
  await expect.poll(text).toContain('line 9\r\n');
  expect(sim.camera.counters.resyncs).toBe(0);
});

test('a script channel appears, is read and written, and goes with the script', async () => {
  const sim = simulated();
  await sim.camera.connect();
  await sim.camera.run(bytes('channels'));
  const listed = next(sim.camera.channels.onChange);
  let stored: number[] = [];
  const handle = sim.engine.register({
    name: 'ticks',
    flags: ChannelFlag.read | ChannelFlag.write,
    methods: ['poll', 'size', 'read', 'write'],
    answer: (call) => {
      if (call.op === 'size') return { kind: 'value', value: 1300 };
      if (call.op === 'read') return { kind: 'bytes', bytes: new Uint8Array(call.length).fill(call.offset & 0xff) };
      if (call.op === 'write') {
        stored = [...call.data];
        return { kind: 'value', value: 1 };
      }
      return { kind: 'value', value: 1 };
    },
  });
  const channel = (await listed).find((each) => each.name === 'ticks')!;
  expect(channel).toMatchObject({ readable: true, writable: true, dynamic: true });
  expect((await sim.camera.channels.read(channel.id)).length).toBe(1300);
  await sim.camera.channels.write(channel.id, Uint8Array.of(1, 2, 3));
  expect(stored).toEqual([1, 2, 3]);
  const event = next(sim.camera.channels.onEvent);
  sim.engine.sendEvent(handle, 0xaa);
  expect(await event).toEqual({ channelId: channel.id, code: 0xaa });
  await sim.camera.stop();
  await expect.poll(() => sim.camera.channels.list.some((each) => each.dynamic)).toBe(false);
});

test('unplugging during a frame ends everything that waits, and plugging in again connects', async () => {
  const sim = simulated();
  await sim.camera.connect();
  await sim.camera.run(bytes('loop'));
  const stop = playPictures(sim, () => frame(320, 240));
  await next(sim.camera.onFrame);
  const lost = next(sim.camera.onStateChange, ({ state }) => state === 'disconnected');
  const waiting = sim.camera.commands.systemInfo();
  sim.peer.unplug();
  await expect(waiting).rejects.toMatchObject({ code: 'port-lost' });
  expect((await lost).error).toMatchObject({ code: 'port-lost' });
  await expect(sim.camera.run(bytes('x'))).rejects.toMatchObject({ code: 'not-connected' });
  stop();
  await sim.camera.connect();
  expect(sim.camera.state).toBe('idle');
});

test('attaching leaves the running script alone', async () => {
  const sim = simulated();
  await sim.camera.connect();
  await sim.camera.run(bytes('first'));
  await sim.camera.disconnect();
  await sim.camera.connect({ stopRunning: false });
  expect([sim.camera.state, sim.engine.running]).toEqual(['running', true]);
  await sim.camera.disconnect();
  await sim.camera.connect();
  expect([sim.camera.state, sim.engine.running]).toEqual(['idle', false]);
});
