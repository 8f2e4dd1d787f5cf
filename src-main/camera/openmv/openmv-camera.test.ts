// The life of a camera against a scripted device: what the device does on its own, and what it fails to do.

import { afterEach, expect, test } from 'vitest';
import {
  ChannelId,
  Flag,
  Opcode,
  Status,
  StdinIoctl,
  StreamIoctl,
  SystemEvent,
} from '../../../src-shared/openmv/constants.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { encodeWords } from '../../../src-shared/openmv/payloads.ts';
import { encodeStreamHeader } from '../../../src-shared/openmv/stream-frame.ts';
import { TransportError } from '../../transports/api/transport-error.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { behaveLikeFirmware, createCameraBench, isStdin, restart, type CameraBench } from '../testing/camera-bench.ts';
import { pass, passUntil, turns } from '../testing/manual-time.ts';
import type { OpenMvCamera, OpenMvSettings } from './openmv-camera.ts';

let cameras: OpenMvCamera[] = [];
afterEach(() => {
  // Not awaited: switching the stream off would wait for time that does not pass.
  for (const camera of cameras) if (camera.state !== 'disconnected') void camera.disconnect();
  cameras = [];
});

function createBench(settings: Partial<OpenMvSettings> = {}): CameraBench {
  const bench = createCameraBench(settings);
  cameras.push(bench.camera);
  return bench;
}

const script = new TextEncoder().encode('print(1)\n');

test('the identity names board and sensor from the table', async () => {
  const bench = createBench();
  await bench.connect();
  expect(bench.camera.identity).toMatchObject({
    board: 'OpenMV N6',
    serial: '0000000100ABCDEF12345678',
    firmware: '5.0.0',
    protocol: 'openmv-v2 1.0.2',
    sensors: ['PAG7936'],
  });
});

test('another major version of the protocol is refused, and the port is free again', async () => {
  const bench = createBench();
  bench.device.versions = { ...bench.device.versions, protocol: [2, 0, 0] };
  const connected = bench.camera.connect();
  const outcome = expect(connected).rejects.toMatchObject({
    code: 'unsupported-protocol',
    data: { version: '2.0.0' },
  });
  await passUntil(bench.clock, connected);
  await outcome;
  expect(bench.camera.state).toBe('disconnected');
  bench.device.versions = { ...bench.device.versions, protocol: [1, 0, 2] };
  await bench.connect();
});

test('a port that is not a camera is told apart within about three seconds', async () => {
  const bench = createBench();
  bench.device.silent = true;
  const connected = bench.camera.connect();
  const outcome = expect(connected).rejects.toMatchObject({ code: 'not-a-camera' });
  expect(await passUntil(bench.clock, connected)).toBeLessThanOrEqual(3200);
  await outcome;
  expect(bench.states).toEqual(['connecting', 'disconnected']);
});

test('a port that cannot be opened rejects with the reason', async () => {
  const bench = createBench();
  bench.peer.refuse = new TransportError('port-busy', 'In use.');
  await expect(bench.camera.connect()).rejects.toMatchObject({ code: 'port-busy' });
  expect(bench.camera.state).toBe('disconnected');
});

test('connecting can be cancelled', async () => {
  const bench = createBench();
  bench.device.silent = true;
  const cancel = new AbortController();
  const connected = bench.camera.connect({ signal: cancel.signal });
  const outcome = expect(connected).rejects.toMatchObject({ name: 'AbortError' });
  await turns();
  cancel.abort();
  await outcome;
  expect(bench.camera.state).toBe('disconnected');
});

test('a script runs, ends, and the session is set up again', async () => {
  const bench = createBench({ stream: { enabled: true, raw: true, rawSize: { width: 320, height: 240 } } });
  await bench.connect();
  behaveLikeFirmware(bench);
  await passUntil(bench.clock, bench.camera.run(script));
  expect(bench.states).toEqual(['running']);
  bench.device.executed.length = 0;
  bench.device.endScript();
  restart(bench, 100);
  await pass(bench.clock, 600);
  expect(bench.states).toEqual(['running', 'rebooting', 'idle']);
  // Raw mode and size go back to the board's defaults at every restart; the stream is released last.
  expect(bench.ioctls(ChannelId.stream)).toEqual([
    [2, 320, 240],
    [1, 1],
    [0, 1],
  ]);
  expect(bench.device.capabilities.ack).toBe(false);
});

test('nothing is sent between the announcement of the restart and its end', async () => {
  const bench = createBench();
  await bench.connect();
  behaveLikeFirmware(bench);
  await passUntil(bench.clock, bench.camera.run(script));
  await pass(bench.clock, 100);
  bench.device.received.length = 0;
  bench.device.endScript();
  bench.device.silent = true;
  await pass(bench.clock, 250);
  expect(bench.device.received).toEqual([]);
});

test('a synchronization that the restart undoes is repeated', async () => {
  const bench = createBench();
  await bench.connect();
  behaveLikeFirmware(bench);
  await passUntil(bench.clock, bench.camera.run(script));
  bench.device.endScript();
  // It still answers, and restarts only after the session is set up.
  await pass(bench.clock, 700);
  expect(bench.camera.state).toBe('idle');
  bench.device.reboot();
  bench.device.event(ChannelId.stdout);
  await pass(bench.clock, 700);
  expect(bench.camera.state).toBe('idle');
  expect(bench.device.capabilities.ack).toBe(false);
  const run = bench.camera.run(script);
  await passUntil(bench.clock, run);
  await run;
});

test('a camera that takes long to restart is asked again after 0.3, 0.6 and 1 s, and then every second', async () => {
  const bench = createBench();
  const { clock, device } = bench;
  await bench.connect();
  device.startScript();
  await turns();
  const askedAtMs: number[] = [];
  device.onArrival = (request) => {
    if (request.opcode === Opcode.protoSync) askedAtMs.push(clock.now());
    return 'handled';
  };
  device.endScript();
  await pass(clock, 7000);
  const pausesMs = askedAtMs.slice(1).map((atMs, index) => Math.round((atMs - askedAtMs[index]!) / 100) * 100);
  expect(pausesMs.slice(0, 5)).toEqual([300, 600, 1000, 1000, 1000]);
  device.reboot();
  device.onArrival = () => 'default';
  await pass(clock, 2000);
  expect(bench.camera.state).toBe('idle');
});

test('a restart of which no word arrived is noticed, and run works', async () => {
  const bench = createBench();
  await bench.connect();
  behaveLikeFirmware(bench);
  await passUntil(bench.clock, bench.camera.run(script));
  bench.device.reboot();
  const run = bench.camera.run(script);
  expect(await passUntil(bench.clock, run)).toBeLessThan(6000);
  await run;
  expect(bench.camera.state).toBe('running');
});

test('an end of the script of which no word arrived is noticed by the sign of life', async () => {
  const bench = createBench();
  await bench.connect();
  behaveLikeFirmware(bench);
  await passUntil(bench.clock, bench.camera.run(script));
  bench.device.running = false;
  await pass(bench.clock, 3000);
  expect(bench.camera.state).toBe('idle');
});

test('the end of main.py, which restarts nothing, leads to idle', async () => {
  const bench = createBench();
  bench.device.running = true;
  const connected = bench.camera.connect({ stopRunning: false });
  await passUntil(bench.clock, connected);
  expect(bench.camera.state).toBe('running');
  bench.device.onRequest = (request) => {
    if (!isStdin(request, StdinIoctl.stop)) return 'default';
    bench.device.ack(request);
    bench.device.running = false;
    bench.device.event(ChannelId.stdin, 0);
    return 'handled';
  };
  await passUntil(bench.clock, bench.camera.stop());
  await pass(bench.clock, 400);
  expect(bench.states.slice(-2)).toEqual(['rebooting', 'idle']);
});

test('a script that does not stop is asked three times and then reported', async () => {
  const bench = createBench();
  await bench.connect();
  behaveLikeFirmware(bench);
  await passUntil(bench.clock, bench.camera.run(script));
  bench.device.onRequest = () => 'default';
  const stop = bench.camera.stop();
  const outcome = expect(stop).rejects.toMatchObject({ code: 'script-did-not-stop' });
  await passUntil(bench.clock, stop);
  await outcome;
  expect(bench.ioctls(ChannelId.stdin).filter(([ioctl]) => ioctl === StdinIoctl.stop)).toHaveLength(3);
  expect(bench.camera.state).toBe('running');
});

test('Stop that had no turn behind a busy camera is sent as soon as the camera answers', async () => {
  const bench = createBench();
  await bench.connect();
  behaveLikeFirmware(bench);
  await passUntil(bench.clock, bench.camera.run(script));
  const base = bench.device.onRequest;
  let answer = (): void => {};
  bench.device.onRequest = (request) => {
    if (request.channel !== 9) return base(request);
    answer = () => bench.device.data(request, encodeWords([1]));
    return 'handled';
  };
  const size = bench.camera.commands.channelSize(9);
  await turns();
  // Frames wait in the camera in the meantime.
  bench.device.onArrival = () => 'handled';
  const stop = bench.camera.stop();
  await pass(bench.clock, 2500);
  bench.device.onArrival = () => 'default';
  answer();
  await size;
  expect(await passUntil(bench.clock, stop)).toBeLessThan(500);
  await stop;
});

test('a script of which no start is reported is an error', async () => {
  const bench = createBench();
  await bench.connect();
  const run = bench.camera.run(script);
  const outcome = expect(run).rejects.toMatchObject({ code: 'script-did-not-start' });
  await passUntil(bench.clock, run);
  await outcome;
});

test('a start of which no word arrived is asked for soon', async () => {
  const bench = createBench();
  await bench.connect();
  bench.device.onRequest = (request) => {
    if (!isStdin(request, StdinIoctl.exec)) return 'default';
    bench.device.ack(request);
    bench.device.running = true;
    return 'handled';
  };
  const run = bench.camera.run(script);
  expect(await passUntil(bench.clock, run)).toBeLessThan(500);
  await run;
  expect(bench.states).toEqual(['running']);
});

test('a script that has ended before the report of its start could arrive was started, once', async () => {
  const bench = createBench();
  await bench.connect();
  let starts = 0;
  bench.device.onRequest = (request) => {
    if (!isStdin(request, StdinIoctl.exec)) return 'default';
    starts++;
    bench.device.ack(request);
    bench.device.endScript();
    restart(bench, 100);
    return 'handled';
  };
  const run = bench.camera.run(script);
  expect(await passUntil(bench.clock, run)).toBeLessThan(500);
  await run;
  await pass(bench.clock, 500);
  expect([starts, bench.camera.state]).toEqual([1, 'idle']);
});

test('an upload of which a piece is in doubt begins again, so that the script arrives as it is', async () => {
  const bench = createBench({ maxPayload: 108 });
  await bench.connect();
  behaveLikeFirmware(bench);
  const base = bench.device.onRequest;
  let stored: number[] = [];
  let writes = 0;
  bench.device.onRequest = (request) => {
    if (request.opcode !== Opcode.channelWrite) return base(request);
    const offset = new DataView(request.payload.buffer).getUint32(0, true);
    stored = offset === 0 ? [...request.payload.subarray(8)] : [...stored, ...request.payload.subarray(8)];
    // The third piece is stored, but its answer is lost for good.
    if (++writes === 3) bench.device.seq++;
    else bench.device.ack(request);
    return 'handled';
  };
  const source = Uint8Array.from({ length: 950 }, (_, at) => at & 0xff);
  const run = bench.camera.run(source);
  await passUntil(bench.clock, run);
  await run;
  expect(stored).toEqual([...source]);
});

test('the sensor that feeds the stream is named again when a script has made its sensor object', async () => {
  const bench = createBench({ stream: { enabled: true, raw: false, sensorChipId: 0x7936 } });
  await bench.connect();
  behaveLikeFirmware(bench);
  const run = bench.camera.run(script);
  await passUntil(bench.clock, run);
  await run;
  const named = (): number =>
    bench.ioctls(ChannelId.stream).filter(([command]) => command === StreamIoctl.source).length;
  const atStart = named();
  await pass(bench.clock, 1000);
  expect(named() - atStart).toBe(1);
  expect(bench.ioctls(ChannelId.stream)).toContainEqual([StreamIoctl.source, 0x7936]);
});

test('a camera that falls silent and comes back goes on', async () => {
  const bench = createBench();
  await bench.connect();
  bench.device.silent = true;
  await pass(bench.clock, 4500);
  expect(bench.camera.state).toBe('resyncing');
  bench.device.silent = false;
  await pass(bench.clock, 3000);
  expect(bench.camera.state).toBe('idle');
});

test('a camera that stays silent ends disconnected with the reason', async () => {
  const bench = createBench();
  await bench.connect();
  const ended = new Promise<Error | undefined>((resolve) => {
    bench.camera.onStateChange(({ state, error }) => state === 'disconnected' && resolve(error));
  });
  bench.device.silent = true;
  await passUntil(bench.clock, ended);
  expect(await ended).toMatchObject({ code: 'camera-silent' });
  await expect(bench.camera.run(script)).rejects.toMatchObject({ code: 'not-connected' });
});

test.each(['while connecting', 'while a script is uploaded', 'while it restarts', 'during a frame'])(
  'unplugged %s, everything rejects and nothing waits',
  async (when) => {
    const bench = createBench();
    let waiting: Promise<unknown>;
    if (when === 'while connecting') {
      bench.device.onRequest = ({ opcode }) => (opcode === Opcode.sysInfo ? 'handled' : 'default');
      waiting = bench.camera.connect();
      await turns(20);
      await pass(bench.clock, 50);
    } else {
      await bench.connect();
      behaveLikeFirmware(bench);
      if (when === 'while a script is uploaded') {
        bench.device.onRequest = ({ opcode }) => (opcode === Opcode.channelWrite ? 'handled' : 'default');
        waiting = bench.camera.run(script);
      } else {
        await passUntil(bench.clock, bench.camera.run(script));
        if (when === 'while it restarts') {
          bench.device.endScript();
          bench.device.silent = true;
          await turns();
          waiting = bench.camera.run(script);
        } else {
          bench.device.onRequest = (request) => {
            if (request.opcode === Opcode.channelSize) bench.device.data(request, encodeWords([9000]));
            else if (request.opcode === Opcode.channelRead)
              bench.device.send(request, Flag.fragment, new Uint8Array(100));
            return 'handled';
          };
          bench.device.event(ChannelId.stream);
          await turns();
          waiting = bench.camera.commands.poll();
        }
      }
    }
    const outcome = expect(waiting).rejects.toSatisfy(
      (error: { code: string }) => error.code === 'port-lost' || error.code === 'not-connected',
    );
    await turns();
    bench.peer.unplug();
    await turns();
    await passUntil(bench.clock, waiting);
    await outcome;
    expect(bench.camera.state).toBe('disconnected');
  },
);

test('of two channels with one name each is reached by its id', async () => {
  const bench = createBench();
  bench.device.channels.push({ id: 4, flags: 0x23, name: 'twin' }, { id: 5, flags: 0x23, name: 'twin' });
  await bench.connect();
  const written: number[] = [];
  bench.device.onRequest = (request) => {
    if (request.opcode === Opcode.channelWrite) written.push(request.channel);
    return 'default';
  };
  await bench.camera.channels.write(5, Uint8Array.of(1));
  await bench.camera.channels.write(4, Uint8Array.of(1));
  expect(written).toEqual([5, 4]);
  await expect(bench.camera.channels.read(9)).rejects.toMatchObject({ code: 'channel-not-found' });
  await expect(bench.camera.channels.read(1)).rejects.toMatchObject({
    code: 'channel-not-supported',
    data: { builtIn: true },
  });
});

test('the channels are listed again when a script registers one', async () => {
  const bench = createBench();
  await bench.connect();
  bench.device.channels.push({ id: 4, flags: 0x21, name: 'ticks' });
  bench.device.event(ChannelId.transport, SystemEvent.channelRegistered);
  await turns(12);
  expect(bench.camera.channels.list.at(-1)).toMatchObject({ id: 4, name: 'ticks', dynamic: true });
});

test('a frame announced while the lock is refused is fetched as soon as it is granted', async () => {
  const bench = createBench({ readSequence: 'locked' });
  await bench.connect();
  const frame = new Uint8Array([
    ...encodeStreamHeader({ width: 2, height: 2, format: PixelFormat.grayscale, size: 1, dataOffset: 32, fps: 0 }),
    1,
    2,
    3,
    4,
  ]);
  let refusals = 3;
  bench.device.onRequest = (request) => {
    if (request.opcode === Opcode.channelLock && refusals-- > 0) bench.device.nak(request, Status.busy);
    else if (request.opcode === Opcode.channelLock) bench.device.ack(request);
    else if (request.opcode === Opcode.channelSize) bench.device.data(request, encodeWords([frame.length]));
    else if (request.opcode === Opcode.channelRead) bench.device.data(request, frame);
    else return 'default';
    return 'handled';
  };
  const arrived = new Promise<Frame>((resolve) => bench.camera.onFrame(resolve));
  bench.device.event(ChannelId.stream);
  expect(await passUntil(bench.clock, arrived)).toBeLessThan(100);
  expect([...(await arrived).data]).toEqual([1, 2, 3, 4]);
});

test.each([
  ['width', { width: 4_000_000_000 }],
  ['height', { height: 0 }],
  ['size', { width: 8000, height: 8000 }],
  ['format', { format: 0x12345678 }],
  ['dataOffset', { dataOffset: 0xffff_fff0 }],
] as const)('a frame header with an absurd %s is reported and the next frame comes', async (field, damage) => {
  const bench = createBench({ readSequence: 'lock-free' });
  await bench.connect();
  const header = { width: 2, height: 2, format: PixelFormat.grayscale, size: 1, dataOffset: 32, fps: 0 };
  let frame = new Uint8Array([...encodeStreamHeader({ ...header, ...damage }), 1, 2, 3, 4]);
  bench.device.onRequest = (request) => {
    if (request.opcode === Opcode.channelSize) bench.device.data(request, encodeWords([frame.length]));
    else if (request.opcode === Opcode.channelRead) bench.device.data(request, frame);
    else return 'default';
    return 'handled';
  };
  const reported = new Promise<Error>((resolve) => bench.camera.onFrameProblem(resolve));
  bench.device.event(ChannelId.stream);
  await passUntil(bench.clock, reported);
  expect(await reported).toMatchObject({ code: 'bad-frame-header', data: { field } });
  frame = new Uint8Array([...encodeStreamHeader(header), 1, 2, 3, 4]);
  const arrived = new Promise<Frame>((resolve) => bench.camera.onFrame(resolve));
  bench.device.event(ChannelId.stream);
  await passUntil(bench.clock, arrived);
  expect(await arrived).toMatchObject({ width: 2, height: 2, sequence: 1, droppedBefore: 1 });
});

test('a frame of which the announcement was lost is found by the watch', async () => {
  const bench = createBench({ readSequence: 'lock-free' });
  await bench.connect();
  behaveLikeFirmware(bench);
  await passUntil(bench.clock, bench.camera.run(script));
  const frame = new Uint8Array([
    ...encodeStreamHeader({ width: 1, height: 1, format: PixelFormat.grayscale, size: 1, dataOffset: 32, fps: 12.5 }),
    9,
  ]);
  bench.device.onRequest = (request) => {
    if (request.opcode === Opcode.channelSize && request.channel === ChannelId.stream) {
      bench.device.data(request, encodeWords([frame.length]));
    } else if (request.opcode === Opcode.channelRead) bench.device.data(request, frame);
    else return 'default';
    return 'handled';
  };
  const arrived = new Promise<Frame>((resolve) => bench.camera.onFrame(resolve));
  expect(await passUntil(bench.clock, arrived)).toBeLessThan(1200);
  expect(await arrived).toMatchObject({ width: 1, height: 1, cameraFps: 12.5, droppedBefore: 0 });
});

test('a frame announced in one breath with the answer that switches the stream on is not forgotten', async () => {
  const bench = createBench();
  await bench.connect();
  const frame = new Uint8Array([
    ...encodeStreamHeader({ width: 1, height: 1, format: PixelFormat.grayscale, size: 1, dataOffset: 32, fps: 0 }),
    9,
  ]);
  bench.device.onRequest = (request) => {
    if (request.opcode === Opcode.channelIoctl && request.payload[0] === 0) {
      bench.device.ack(request);
      bench.device.event(ChannelId.stream);
    } else if (request.opcode === Opcode.channelSize) bench.device.data(request, encodeWords([frame.length]));
    else if (request.opcode === Opcode.channelRead) bench.device.data(request, frame);
    else return 'default';
    return 'handled';
  };
  const arrived = new Promise<Frame>((resolve) => bench.camera.onFrame(resolve));
  await bench.camera.preview.configure({ enabled: true, raw: false });
  expect(await passUntil(bench.clock, arrived)).toBeLessThan(50);
});

test('stream settings that change during a set-up are sent with it', async () => {
  const bench = createBench();
  const { camera, device } = bench;
  let told: Promise<void> | undefined;
  device.onRequest = (request) => {
    if (request.opcode === Opcode.channelIoctl && request.channel === ChannelId.stream) {
      told ??= camera.preview.configure({ enabled: true, raw: true, rawSize: { width: 64, height: 48 } });
    }
    return 'default';
  };
  const connected = camera.connect();
  await passUntil(bench.clock, connected);
  await connected;
  await told;
  expect(bench.ioctls(ChannelId.stream).slice(-3)).toEqual([
    [StreamIoctl.rawCfg, 64, 48],
    [StreamIoctl.rawCtrl, 1],
    [StreamIoctl.ctrl, 1],
  ]);
});

test('of stream settings that follow each other the last ones hold, none of them in part', async () => {
  const bench = createBench();
  await bench.connect();
  const { camera } = bench;
  await Promise.all([
    camera.preview.configure({ enabled: true, raw: true, rawSize: { width: 64, height: 48 } }),
    camera.preview.configure({ enabled: true, raw: false }),
  ]);
  expect(bench.ioctls(ChannelId.stream).slice(-2)).toEqual([
    [StreamIoctl.rawCtrl, 0],
    [StreamIoctl.ctrl, 1],
  ]);
});

test('the marker of an image too large for the preview is removed from the text and reported', async () => {
  const bench = createBench();
  await bench.connect();
  const text = new TextEncoder().encode('before\u001b[40O\nafter');
  let unread: Uint8Array | undefined = text;
  bench.device.onRequest = (request) => {
    if (request.channel !== ChannelId.stdout) return 'default';
    if (request.opcode === Opcode.channelSize) bench.device.data(request, encodeWords([unread?.length ?? 0]));
    else bench.device.data(request, text);
    if (request.opcode === Opcode.channelRead) unread = undefined;
    return 'handled';
  };
  let shown = '';
  const problems: unknown[] = [];
  bench.camera.onText((bytes) => (shown += new TextDecoder().decode(bytes)));
  bench.camera.onFrameProblem((error) => problems.push(error));
  bench.device.event(ChannelId.stdout);
  await turns(20);
  expect(shown).toBe('beforeafter');
  expect(problems).toMatchObject([{ code: 'preview-overflow', data: { limitKb: 1024 } }]);
});

test('reset is sent without waiting for an answer, and the connection ends', async () => {
  const bench = createBench();
  await bench.connect();
  await bench.camera.reset();
  await turns();
  expect(bench.camera.state).toBe('disconnected');
});

test('disconnecting switches the stream off', async () => {
  const bench = createBench();
  await bench.connect();
  await passUntil(bench.clock, bench.camera.disconnect());
  expect(bench.ioctls(ChannelId.stream)).toEqual([[0, 0]]);
  expect(bench.states).toEqual(['disconnected']);
});
