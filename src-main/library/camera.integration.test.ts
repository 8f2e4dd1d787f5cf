// The library's Camera against the virtual camera, over memory.

import jpeg from 'jpeg-js';
import { afterEach, expect, test } from 'vitest';
import { ChannelFlag, Opcode } from '../../src-shared/openmv/constants.ts';
import { decodeCapabilities } from '../../src-shared/openmv/payloads.ts';
import { PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import { encodeProfileRecords } from '../../src-shared/openmv/profile-record.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import { CameraError } from '../camera/camera-error.ts';
import { createSimulatedCamera, jpegLike, type SimulatedCamera } from '../camera/testing/simulated-camera.ts';
import { Camera, type CameraEvent, type CameraOptions } from './index.ts';

interface Bench {
  readonly sim: SimulatedCamera;
  readonly transport: ByteTransport;
  readonly camera: Camera;
}

let current: Bench | undefined;
afterEach(async () => {
  await current?.camera.disconnect();
  await current?.sim.dispose();
  current = undefined;
});

function createBench(
  options: CameraOptions = {},
  create: (transport: ByteTransport) => Camera = (transport) => new Camera(transport, options),
  simulated: Parameters<typeof createSimulatedCamera>[0] = {},
): Bench {
  let transport: ByteTransport | undefined;
  const sim = createSimulatedCamera({ ...simulated, wrap: (inner) => (transport = inner) });
  current = { sim, transport: transport!, camera: create(transport!) };
  return current;
}

const rgb565 = {
  width: 8,
  height: 4,
  format: PixelFormat.rgb565,
  data: Uint8Array.from({ length: 64 }, (_, at) => (at % 2 === 0 ? 0x00 : 0xf8)),
};

/** Shows frames as a script loop does; dispose ends it. */
function play({ engine }: SimulatedCamera, picture: Parameters<typeof engine.snapshot>[0]): { dispose(): void } {
  const timer = setInterval(() => {
    if (engine.running) engine.snapshot(picture);
  }, 2);
  return { dispose: () => clearInterval(timer) };
}

function first<T>(values: AsyncIterable<T>): Promise<unknown> {
  return values[Symbol.asyncIterator]().next();
}

test('connecting attaches: a running script goes on, unless asked to stop it', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.exec('loop');
  await camera.disconnect();
  expect(camera.isConnected()).toBe(false);
  await camera.connect();
  expect([camera.isConnected(), camera.state, sim.engine.running]).toEqual([true, 'running', true]);
  await camera.disconnect();
  await camera.connect({ stopRunning: true });
  expect([camera.state, sim.engine.running]).toEqual(['idle', false]);
});

test('await using disconnects at the end of the block', async () => {
  const { camera } = createBench();
  {
    await using inner = camera;
    await inner.connect();
    expect(inner.isConnected()).toBe(true);
  }
  expect(camera.isConnected()).toBe(false);
});

test('a script runs, its text is read, and stop ends it', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.exec('print("λ")');
  expect(sim.engine.sources).toEqual(['print("λ")']);
  // The greeting of the interpreter waits since connecting.
  await expect.poll(() => camera.readStdout()).toMatch(/MicroPython/);
  expect(await camera.readStdout()).toBeUndefined();
  sim.engine.print('one λ\r\n');
  await expect.poll(() => camera.readStdout()).toBe('one λ\r\n');
  await camera.stop();
  expect(sim.engine.running).toBe(false);
});

test('unread text is limited, and what is lost is counted', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.exec('loop');
  await expect.poll(() => camera.readStdout()).toMatch(/MicroPython/);
  const line = `${'x'.repeat(1023)}\n`;
  let printed = 0;
  const seen = camera.text();
  let received = 0;
  const timer = setInterval(() => {
    if (printed++ < 1100) sim.engine.print(line);
  }, 0);
  for await (const piece of seen) {
    received += piece.length;
    if (received >= 1100 * line.length) break;
  }
  clearInterval(timer);
  const text = await camera.readStdout();
  expect(text!.length).toBe(1024 * 1024);
  expect(camera.hostStats().droppedText).toBe(1100 * line.length - 1024 * 1024);
});

test('frames are off until streaming is switched on, and come raw or as RGB888', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.exec('loop');
  const playing = play(sim, rgb565);
  expect(await camera.readFrame()).toBeUndefined();
  await camera.streaming(true, { raw: true, resolution: [320, 240] });
  let frame;
  while (frame === undefined) frame = await camera.readFrame();
  expect(frame).toMatchObject({ width: 8, height: 4, format: PixelFormat.rgb565, depth: 2, rawSize: 64 });
  expect(frame.data).toEqual(rgb565.data);
  let converted;
  while (converted === undefined) converted = await camera.readFrame({ rgb: true });
  expect([...converted.data]).toEqual(Array.from({ length: 32 }, () => [0xff, 0, 0]).flat());
  await camera.streaming(false);
  expect(await camera.readFrame()).toBeUndefined();
  playing.dispose();
});

test('a JPEG becomes RGB888, and one that does not decode is named so', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.streaming(true);
  await camera.exec('loop');
  const grey = { width: 16, height: 16, data: new Uint8Array(16 * 16 * 4).fill(128) };
  const good = play(sim, { width: 16, height: 16, format: PixelFormat.jpeg, data: jpeg.encode(grey, 95).data });
  let frame;
  while (frame === undefined) frame = await camera.readFrame({ rgb: true });
  expect(frame.data.length).toBe(16 * 16 * 3);
  for (const sample of frame.data) expect(Math.abs(sample - 128)).toBeLessThan(4);
  good.dispose();
  const bad = play(sim, { width: 16, height: 16, format: PixelFormat.jpeg, data: jpegLike(300) });
  await expect(async () => {
    for (;;) await camera.readFrame({ rgb: true });
  }).rejects.toMatchObject({ name: 'PictureError', code: 'bad-picture' });
  bad.dispose();
});

test('frames, text and events can be iterated from the moment they are asked for to the end of the connection', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.streaming(true, { raw: true });
  const [frames, text, events] = [camera.frames(), camera.text(), camera.events()];
  await camera.exec('loop');
  sim.engine.print('hello');
  const playing = play(sim, rgb565);
  const sizes: number[] = [];
  for await (const frame of frames) {
    sizes.push(frame.data.length);
    if (sizes.length === 5) break;
  }
  playing.dispose();
  expect(sizes).toEqual([64, 64, 64, 64, 64]);
  for await (const piece of text) {
    if (piece.includes('hello')) break;
  }
  await camera.disconnect();
  const seen: CameraEvent[] = [];
  for await (const event of events) seen.push(event);
  expect(seen).toContainEqual({ channelId: 1, event: 1 });
});

test('an iterator throws the reason when the camera is unplugged, and the abort when it is cancelled', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  const frames = camera.frames();
  const waiting = (async () => {
    for await (const frame of frames) void frame;
  })();
  sim.peer.unplug();
  await expect(waiting).rejects.toMatchObject({ code: 'port-lost' });
  const controller = new AbortController();
  const cancelled = (async () => {
    for await (const piece of camera.text({ signal: controller.signal })) void piece;
  })();
  controller.abort();
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
});

test('a frame that is late takes the place of the one before it and counts it', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.streaming(true, { raw: true });
  await camera.exec('loop');
  const frames = camera.frames();
  const playing = play(sim, rgb565);
  let newest = 0;
  const counting = camera.frames();
  for await (const frame of counting) {
    newest = frame.sequence;
    if (newest === 10) break;
  }
  playing.dispose();
  for await (const frame of frames) {
    expect(frame.sequence).toBeGreaterThanOrEqual(newest);
    expect(frame.droppedBefore).toBeGreaterThanOrEqual(frame.sequence - 1);
    break;
  }
});

test('script channels are found, read, written and asked by name and by id', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.exec('channels');
  let written: number[] = [];
  const handle = sim.engine.register({
    name: 'ticks',
    flags: ChannelFlag.read | ChannelFlag.write,
    methods: ['poll', 'size', 'read', 'write', 'shape', 'ioctl'],
    answer: (call) => {
      if (call.op === 'size') return { kind: 'value', value: 700 };
      if (call.op === 'read') return { kind: 'bytes', bytes: new Uint8Array(call.length).fill(call.offset & 0xff) };
      if (call.op === 'write') written = [...call.data];
      return { kind: 'value', value: call.op === 'ioctl' ? 0 : 1 };
    },
  });
  const arrived = camera.events();
  sim.engine.sendEvent(handle, 0xaa);
  await expect.poll(() => camera.hasChannel('ticks')).toBe(true);
  const id = (await camera.getChannel('ticks'))!;
  expect(await camera.getChannel(id)).toBe('ticks');
  expect(await camera.channelSize('ticks')).toBe(700);
  expect((await camera.channelRead('ticks'))!.length).toBe(700);
  expect((await camera.channelRead('ticks', 5))!.length).toBe(5);
  expect([...(await camera.read(id, 7, 3))]).toEqual([7, 7, 7]);
  expect(await camera.size(id)).toBe(700);
  expect(await camera.channelWrite('ticks', Uint8Array.of(1, 2))).toBe(true);
  expect(written).toEqual([1, 2]);
  await camera.write(id, Uint8Array.of(3), 9);
  expect(written).toEqual([3]);
  expect(await camera.ioctl(id, 5, [1])).toEqual(new Uint8Array(0));
  expect((await camera.readStatus()).get('ticks')).toBe(true);
  expect((await camera.listChannels()).get(id)).toMatchObject({ name: 'ticks' });
  expect((await camera.updateChannels()).some((each) => each.name === 'ticks')).toBe(true);
  for await (const { channelId, event } of arrived) {
    if (channelId === id && event === 0xaa) break;
  }
  await camera.stop();
  expect([await camera.hasChannel('ticks'), await camera.channelRead('ticks')]).toEqual([false, undefined]);
});

/** A script that offers one image after the other, and holds each until its last byte was read. */
function offerPictures({ engine }: SimulatedCamera, pictures: readonly Uint8Array[], methods: 'with poll' | 'bare') {
  const told = { reads: 0, stale: 0 };
  let at = 0;
  let latched = true;
  let handle = 0;
  const next = (): void => {
    if (at + 1 === pictures.length) return;
    at++;
    latched = true;
    engine.sendEvent(handle, 1);
  };
  handle = engine.register({
    name: 'frame',
    flags: ChannelFlag.read,
    methods: methods === 'bare' ? ['size', 'readp'] : ['poll', 'size', 'readp'],
    answer: (call) => {
      const picture = pictures[at]!;
      if (call.op === 'poll') return { kind: 'value', value: latched ? 1 : 0 };
      // As in the documentation of the protocol: the size is reported for an old image too.
      if (call.op === 'size') return { kind: 'value', value: picture.length };
      if (call.op !== 'readp') return { kind: 'raised' };
      if (call.offset + call.length === picture.length) {
        told.reads++;
        if (!latched) told.stale++;
        latched = false;
        // Right behind the reply: a backend without poll cannot tell a host that asks in between that nothing is new.
        setImmediate(next);
      }
      return { kind: 'bytes', bytes: picture.subarray(call.offset, call.offset + call.length) };
    },
  });
  return told;
}

test.each(['with poll', 'bare'] as const)(
  'images on a channel of the script become frames, each read to its last byte once: backend %s',
  async (methods) => {
    const { camera, sim } = createBench();
    await camera.connect();
    await camera.exec('pictures');
    const frames = camera.channelFrames('frame', {
      picture: { format: 'grayscale', width: 50, height: 100 },
      rgb: true,
    });
    const pictures = Array.from({ length: 20 }, (_, value) => new Uint8Array(5000).fill(value));
    const told = offerPictures(sim, pictures, methods);
    const seen: number[] = [];
    for await (const frame of frames) {
      expect([frame.width, frame.height, frame.rawSize, frame.data.length]).toEqual([50, 100, 5000, 15_000]);
      seen.push(frame.data[0]!);
      if (frame.data[0] === 19) break;
    }
    expect(told.stale).toBe(0);
    expect(told.reads).toBe(20);
    expect(seen).toEqual([...new Set(seen)]);
  },
);

test('bytes of a channel that are not an image are left out, counted and reported', async () => {
  const { camera, sim } = createBench();
  await camera.connect();
  await camera.exec('pictures');
  const problems: unknown[] = [];
  camera.onFrameProblem((error) => problems.push(error));
  const grey = { width: 16, height: 8, data: new Uint8Array(16 * 8 * 4).fill(128) };
  const frames = camera.channelFrames('frame');
  offerPictures(sim, [Uint8Array.of(1, 2, 3), jpeg.encode(grey, 90).data], 'with poll');
  for await (const { width, height, format, droppedBefore } of frames) {
    expect([width, height, format, droppedBefore]).toEqual([16, 8, PixelFormat.jpeg, 1]);
    break;
  }
  expect(problems).toMatchObject([{ name: 'PictureError', code: 'bad-picture', data: { sizeBytes: 3 } }]);
});

test('what is not there is said as the official package says it', async () => {
  const { camera } = createBench();
  await camera.connect();
  expect([
    await camera.hasChannel('nothing'),
    await camera.getChannel('nothing'),
    await camera.getChannel(31),
    await camera.channelSize('nothing'),
    await camera.channelRead('nothing'),
    await camera.channelWrite('nothing', Uint8Array.of(1)),
    await camera.readProfile(),
  ]).toEqual([false, undefined, undefined, 0, undefined, false, undefined]);
  await camera.profilerMode(true);
  await camera.profilerEvent(0, 8);
  await camera.profilerReset();
});

test('the profiler is set, cleared and read', async () => {
  const calls: string[] = [];
  const counted = {
    address: 0x0800_0101,
    caller: 0x0800_0201,
    callCount: 2,
    minTicks: 1,
    maxTicks: 5,
    totalTicks: 6n,
    totalCycles: 600n,
    events: [7n],
  };
  const profileSource = {
    recordCount: 1,
    encode: () => encodeProfileRecords([counted], 1),
    setExclusive: (exclusive: boolean) => calls.push(`exclusive ${exclusive}`),
    setEvent: (counter: number, event: number) => calls.push(`event ${counter} ${event}`),
    reset: () => calls.push('reset'),
    setLocked: () => undefined,
  };
  const { camera } = createBench({}, undefined, { profileSource, device: { profileChannel: true, pmuCounters: 1 } });
  await camera.connect();
  await camera.profilerMode(true);
  await camera.profilerEvent(0, 8);
  await camera.profilerReset([9]);
  expect(calls.filter((call) => call !== 'reset')).toEqual(['exclusive true', 'event 0 8', 'event 0 9']);
  expect(calls.at(-1)).toBe('reset');
  expect(await camera.readProfile()).toEqual([counted]);
});

test('it says who it is and what was counted', async () => {
  const { camera } = createBench();
  expect(() => camera.version()).toThrow(CameraError);
  await camera.connect();
  expect(camera.version()).toMatchObject({ protocolVersion: [1, 0, 2], firmwareVersion: [5, 0, 0] });
  const info = camera.systemInfo();
  expect(Object.values(info).filter((value) => typeof value === 'boolean').length).toBe(14);
  expect(info.deviceId.length).toBe(3);
  const lines: string[] = [];
  camera.printSystemInfo((line) => lines.push(line));
  expect(lines.join('\n')).toMatch(/Firmware built for .*\n.*Processor/);
  expect(camera.hostStats()).toMatchObject({ checksum: 0, sequence: 0 });
  expect(camera.hostStats().sent).toBeGreaterThan(5);
  expect((await camera.deviceStats()).received).toBeGreaterThan(5);
  expect((await camera.memory()).length).toBeGreaterThan(0);
});

test('capabilities are negotiated by the options, and again on request', async () => {
  const { camera, sim } = createBench({ crc: false, maxPayload: 300, timeoutMs: 500, maxRetry: 1 });
  const capabilities = async () => decodeCapabilities((await camera.sendCommand(Opcode.protoGetCaps))!);
  await camera.connect();
  expect(await capabilities()).toMatchObject({ crc: false, ack: false, maxPayload: 300 });
  await camera.exec('loop');
  await camera.updateCapabilities({ crc: true, ack: true, maxPayload: 512 });
  expect(await capabilities()).toMatchObject({ crc: true, ack: true, maxPayload: 512 });
  await camera.disconnect();
  await camera.connect();
  expect(await capabilities()).toMatchObject({ crc: true, ack: true, maxPayload: 512 });
  await camera.resync();
  await camera.pollEvents();
  expect([camera.state, sim.engine.running]).toEqual(['running', true]);
});

test('a subclass follows events and adds commands that are tried again', async () => {
  class MyCamera extends Camera {
    readonly seen: number[] = [];
    calls = 0;
    readonly flaky = Camera.retryIfFailed(async (answer: string): Promise<string> => {
      if (++this.calls === 1) throw new CameraError('out-of-sync', 'Disturbed.');
      return answer;
    });

    override handleEvent(channelId: number, event: number): void {
      super.handleEvent(channelId, event);
      this.seen.push(channelId);
    }
  }
  let mine: MyCamera | undefined;
  createBench({}, (transport) => (mine = new MyCamera(transport)));
  const heard: CameraEvent[] = [];
  mine!.onEvent((event) => heard.push(event));
  await mine!.connect();
  await mine!.exec('loop');
  expect(mine!.seen).toContain(1);
  expect(heard.map(({ channelId }) => channelId)).toEqual(mine!.seen);
  expect([await mine!.flaky('done'), mine!.calls]).toEqual(['done', 2]);
});

test('locks, shapes and bare commands reach the camera, and a reset ends the connection', async () => {
  const { camera } = createBench();
  await camera.connect();
  expect(typeof (await camera.lock(3))).toBe('boolean');
  expect(await camera.unlock(3)).toBe(true);
  await expect(camera.shape(31)).rejects.toMatchObject({ code: 'request-refused' });
  expect((await camera.sendCommand(Opcode.protoVersion))!.length).toBe(16);
  await expect(camera.sendCommand(0x77)).rejects.toMatchObject({ code: 'request-refused' });
  const aborted = AbortSignal.abort();
  await expect(camera.deviceStats({ signal: aborted })).rejects.toMatchObject({ name: 'AbortError' });
  await expect(camera.reset({ signal: aborted })).rejects.toMatchObject({ name: 'AbortError' });
  await camera.reset();
  expect(camera.isConnected()).toBe(false);
  await expect(camera.readStatus()).rejects.toMatchObject({ code: 'not-connected' });
});

test('a reset by its bare command ends the connection too', async () => {
  const { camera } = createBench();
  await camera.connect();
  expect(await camera.sendCommand(Opcode.sysReset)).toBeUndefined();
  expect(camera.isConnected()).toBe(false);
});

test('after the end of the connection what came is still given, and then why it ended', async () => {
  const { camera, sim } = createBench();
  await expect(camera.readFrame()).rejects.toMatchObject({ code: 'not-connected' });
  await camera.connect();
  await camera.streaming(true, { raw: true });
  await camera.exec('loop');
  await expect.poll(() => camera.readStdout()).toMatch(/MicroPython/);
  const text = camera.text();
  sim.engine.print('last words');
  for await (const piece of text) if (piece.includes('words')) break;
  sim.peer.unplug();
  expect(await camera.readStdout()).toBe('last words');
  for (const call of ['readStdout', 'readFrame', 'readStatus', 'pollEvents'] as const) {
    await expect(camera[call]()).rejects.toMatchObject({ code: 'not-connected', cause: { code: 'port-lost' } });
  }
});

test('a second connect is refused, and the first connection goes on', async () => {
  const { camera } = createBench();
  await camera.connect();
  await expect(camera.connect()).rejects.toMatchObject({ code: 'already-connected' });
  expect((await camera.readStatus()).size).toBeGreaterThan(3);
});

test('with a signal that is aborted already every call rejects and nothing is sent', async () => {
  const { camera } = createBench();
  const signal = AbortSignal.abort();
  await expect(camera.connect({ signal })).rejects.toMatchObject({ name: 'AbortError' });
  await camera.connect();
  const before = camera.hostStats().sent;
  const data = Uint8Array.of(1);
  const calls: Record<string, () => Promise<unknown>> = {
    updateCapabilities: () => camera.updateCapabilities({ crc: false }, { signal }),
    resync: () => camera.resync({ signal }),
    pollEvents: () => camera.pollEvents({ signal }),
    exec: () => camera.exec('x', { signal }),
    stop: () => camera.stop({ signal }),
    readStdout: () => camera.readStdout({ signal }),
    streaming: () => camera.streaming(true, { signal }),
    readFrame: () => camera.readFrame({ signal }),
    frames: () => first(camera.frames({ signal })),
    text: () => first(camera.text({ signal })),
    events: () => first(camera.events({ signal })),
    channelFrames: () => first(camera.channelFrames('stdin', { signal })),
    hasChannel: () => camera.hasChannel('stdin', { signal }),
    getChannel: () => camera.getChannel('stdin', { signal }),
    channelSize: () => camera.channelSize('nothing', { signal }),
    channelRead: () => camera.channelRead('nothing', 1, { signal }),
    channelWrite: () => camera.channelWrite('nothing', data, { signal }),
    readStatus: () => camera.readStatus({ signal }),
    updateChannels: () => camera.updateChannels({ signal }),
    deviceStats: () => camera.deviceStats({ signal }),
    memory: () => camera.memory({ signal }),
    profilerMode: () => camera.profilerMode(true, { signal }),
    profilerReset: () => camera.profilerReset([], { signal }),
    profilerEvent: () => camera.profilerEvent(0, 0, { signal }),
    readProfile: () => camera.readProfile({ signal }),
    lock: () => camera.lock(3, { signal }),
    unlock: () => camera.unlock(3, { signal }),
    shape: () => camera.shape(3, { signal }),
    ioctl: () => camera.ioctl(3, 0, [0], { signal }),
    size: () => camera.size(3, { signal }),
    read: () => camera.read(3, 0, 1, { signal }),
    write: () => camera.write(3, data, 0, { signal }),
    sendCommand: () => camera.sendCommand(Opcode.protoVersion, 0, undefined, { signal }),
    'sendCommand reset': () => camera.sendCommand(Opcode.sysReset, 0, undefined, { signal }),
    listChannels: () => camera.listChannels({ signal }),
    reset: () => camera.reset({ signal }),
    boot: () => camera.boot({ signal }),
  };
  for (const [name, call] of Object.entries(calls)) {
    const error: unknown = await call().catch((caught: unknown) => caught);
    expect([name, error]).toMatchObject([name, { name: 'AbortError' }]);
  }
  expect([camera.state, camera.hostStats().sent - before]).toEqual(['idle', 0]);
});

test('without events text, frames, start and end of a script are found by asking', async () => {
  const { camera, sim } = createBench({ events: false });
  await camera.connect();
  await camera.streaming(true, { raw: true });
  const started = camera.exec('loop');
  // Sooner than the wait for a report that never comes.
  await expect.poll(() => camera.state, { timeout: 2500 }).toBe('running');
  await started;
  const handle = sim.engine.register({ name: 'late', methods: ['poll'], answer: () => ({ kind: 'value', value: 1 }) });
  sim.engine.sendEvent(handle, 1);
  sim.engine.print('hello');
  await expect.poll(() => camera.readStdout()).toMatch(/hello/);
  await expect.poll(() => camera.hasChannel('late')).toBe(true);
  const playing = play(sim, rgb565);
  const frames = camera.frames();
  let count = 0;
  for await (const frame of frames) {
    expect(frame.data).toEqual(rgb565.data);
    if (++count === 5) break;
  }
  playing.dispose();
  await camera.stop();
  expect(sim.engine.running).toBe(false);
  await camera.exec('again');
  sim.engine.end();
  await expect.poll(() => camera.state, { timeout: 8000 }).toBe('idle');
});

test('with packets dropped on purpose everything still works', async () => {
  const { camera, sim } = createBench({ dropRate: 0.1 });
  await camera.connect();
  await camera.exec('loop');
  for (let round = 0; round < 30; round++) await camera.readStatus();
  await camera.stop();
  expect(sim.engine.running).toBe(false);
});
