// Sessions are recorded from the simulated camera's protocol side with a scripted engine, then shown to the same engine
// of the host in other ways than they were recorded.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-shared/lib/clock.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { OpenMvCamera, type ByteTransport, type OpenMvSettings } from '../../camera/index.ts';
import { ChannelFrames } from '../../camera/channel-frames.ts';
import { createCaptureFile } from './capture-file.ts';
import { CaptureLog } from './capture.ts';
import { transportFor } from '../open-transport.ts';
import { createReplay } from './replay.ts';

const script = `import csi, time
print("hello")
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QQVGA)
for count in range(12):
    camera.snapshot()
    print("frame", count)
    time.sleep_ms(20)
`;

interface Seen {
  readonly text: string;
  readonly frames: readonly Frame[];
  readonly states: readonly string[];
  readonly serial: string;
}

/** Connects, runs `source` when given, and waits until a script has ended. */
async function watch(transport: ByteTransport, settings: Partial<OpenMvSettings>, source?: string): Promise<Seen> {
  const camera = new OpenMvCamera({ transport, clock: systemClock, settings });
  const states: string[] = [];
  const frames: Frame[] = [];
  let text = '';
  camera.onText((bytes) => (text += Buffer.from(bytes).toString()));
  camera.onFrame((frame) => frames.push(frame));
  const over = new Promise<void>((resolve, reject) => {
    const done = (): void => {
      if (states.includes('running') && states.at(-1) === 'idle' && text.includes('soft reboot')) resolve();
    };
    camera.onText(done);
    camera.onStateChange(({ state, error }) => {
      states.push(state);
      if (error !== undefined) reject(error);
      done();
    });
  });
  const { serial } = await camera.connect({ stopRunning: source !== undefined });
  if (source !== undefined) await camera.run(Buffer.from(source));
  await over;
  await camera.disconnect();
  return { text, frames, states, serial };
}

const channelScript = `import protocol, time
class Numbers:
    count = 0
    latched = True
    def poll(self): return self.latched
    def size(self): return 1000
    def readp(self, offset, size):
        self.latched = False
        return memoryview(bytes([self.count]) * 1000)[offset : offset + size]
numbers = Numbers()
channel = protocol.register(name="numbers", backend=numbers)
channel.send_event(1)
while numbers.count < 11 or numbers.latched:
    if not numbers.latched:
        time.sleep_ms(20)
        numbers.count += 1
        numbers.latched = True
        channel.send_event(1)
    time.sleep_ms(1)
time.sleep_ms(400)
`;

/** The frames that a script offers on its channel, as their first pixels; runs `source` when given. */
async function watchChannel(transport: ByteTransport, source?: string): Promise<number[]> {
  const camera = new OpenMvCamera({ transport, clock: systemClock });
  const picture = { format: 'grayscale', width: 100, height: 10 } as const;
  const frames = new ChannelFrames({ channels: camera.channels, name: 'numbers', picture, clock: systemClock });
  const seen: number[] = [];
  frames.onFrame(({ data }) => seen.push(data[0]!));
  const states: string[] = [];
  const over = new Promise<void>((resolve) => {
    camera.onStateChange(({ state }) => {
      states.push(state);
      if (states.includes('running') && state === 'idle') resolve();
    });
  });
  await camera.connect({ stopRunning: source !== undefined });
  if (source !== undefined) await camera.run(Buffer.from(source));
  await over;
  frames.dispose();
  await camera.disconnect();
  return seen;
}

describe('the replay of a capture log', () => {
  let folder: string;
  let file: string;
  let recorded: Seen;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-replay-'));
    file = path.join(folder, 'session.vfcap');
    const capture = new CaptureLog({ sink: await createCaptureFile(file), clock: systemClock });
    recorded = await watch(transportFor('sim', { capture }), {}, script);
    expect((await capture.finish()).error).toBeUndefined();
  });
  afterAll(() => rm(folder, { recursive: true }));

  const expectSame = (seen: Seen): void => {
    expect(seen.serial).toBe(recorded.serial);
    expect(seen.text).toBe(recorded.text);
    expect(seen.frames.map(({ width, height, format }) => [width, height, format])).toEqual(
      recorded.frames.map(({ width, height, format }) => [width, height, format]),
    );
    seen.frames.forEach((frame, index) => {
      expect(Buffer.compare(frame.data, recorded.frames[index]!.data)).toBe(0);
    });
  };

  it.each([
    ['as it was recorded', {}],
    ['to a host that reads frame by frame with the reference sequence', { readSequence: 'reference' }],
    ['to a host that acknowledges and takes small packets', { ack: true, maxPayload: 498 }],
    ['to a host without checksums and numbers', { crc: false, seq: false }],
  ] as const)('shows every frame and all text, %s', async (_, settings) => {
    expect(recorded.frames.length).toBeGreaterThan(3);
    const seen = await watch(createReplay({ path: file, speed: 'max', clock: systemClock }).transport, settings);
    expectSame(seen);
    expect(seen.states).toEqual(recorded.states);
  });

  it('shows it again for every script that is started, and stops on request', async () => {
    const { transport } = createReplay({ path: file, speed: 'max', clock: systemClock });
    for (let round = 0; round < 2; round++) {
      const { text, frames } = await watch(transport, {}, 'not looked at');
      expect(text).toContain('hello\r\nframe 0\r\n');
      expect(frames.length).toBe(recorded.frames.length);
    }
    const camera = new OpenMvCamera({ transport: transportFor(`replay:${file}`), clock: systemClock });
    await camera.connect();
    await camera.run(Buffer.from('x'));
    await camera.stop();
    expect(camera.state).not.toBe('running');
    await camera.disconnect();
  });

  it('shows what was read from a channel once each, and misses none at full speed', async () => {
    const log = path.join(folder, 'channel.vfcap');
    const capture = new CaptureLog({ sink: await createCaptureFile(log), clock: systemClock });
    const seen = await watchChannel(transportFor('sim', { capture }), channelScript);
    await capture.finish();
    expect(seen).toEqual(Array.from({ length: 12 }, (_, count) => count));
    expect(await watchChannel(transportFor(`replay:${log}?speed=max`))).toEqual(seen);
    const inTime = await watchChannel(transportFor(`replay:${log}`));
    expect(inTime).toEqual([...new Set(inTime)].sort((a, b) => a - b));
    expect(inTime.length).toBeGreaterThan(5);
  });

  it('survives faults on the way to the host as a camera does', async () => {
    const seen = await watch(transportFor(`fault(drop=2%,seed=3):replay:${file}?speed=max`), {});
    expect(seen.frames.length).toBeGreaterThan(0);
    for (const frame of seen.frames) {
      expect(recorded.frames.some((each) => Buffer.compare(each.data, frame.data) === 0)).toBe(true);
    }
  });

  it('shows a log that is cut short up to the break, and says so', async () => {
    const cut = path.join(folder, 'cut.vfcap');
    const bytes = await readFile(file);
    await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    const { transport, onEnd } = createReplay({ path: cut, speed: 'max', clock: systemClock });
    const camera = new OpenMvCamera({ transport, clock: systemClock });
    const frames: Frame[] = [];
    camera.onFrame((frame) => frames.push(frame));
    const ended = new Promise((resolve) => onEnd(resolve));
    await camera.connect({ stopRunning: false });
    expect(await ended).toMatchObject({ truncated: true });
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.length).toBeLessThan(recorded.frames.length);
    await camera.disconnect();
  });

  it('can be recorded in its turn', async () => {
    const second = path.join(folder, 'second.vfcap');
    const capture = new CaptureLog({ sink: await createCaptureFile(second), clock: systemClock });
    await watch(transportFor(`replay:${file}?speed=max`, { capture }), {});
    await capture.finish();
    expectSame(await watch(createReplay({ path: second, speed: 'max', clock: systemClock }).transport, {}));
  });

  it('says what cannot be replayed', async () => {
    const open = (name: string): Promise<void> => transportFor(`replay:${path.join(folder, name)}`).open();
    await expect(open('missing')).rejects.toMatchObject({ code: 'port-not-found' });
    await expect(open('.')).rejects.toMatchObject({ code: 'port-open-failed' });
    await writeFile(path.join(folder, 'text'), 'import csi');
    await expect(open('text')).rejects.toMatchObject({ code: 'not-a-capture' });
    await writeFile(path.join(folder, 'short'), (await readFile(file)).subarray(0, 200));
    await expect(open('short')).rejects.toMatchObject({ code: 'nothing-to-replay' });
  });

  it('opens, closes and opens again as any port does', async () => {
    const transport = transportFor(`replay:${file}`);
    const ends: unknown[] = [];
    transport.onClose((error) => ends.push(error));
    await expect(transport.open(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'port-closed' });
    for (let round = 0; round < 2; round++) {
      await transport.open();
      await transport.close();
      await transport.close();
    }
    expect(ends).toEqual([undefined, undefined]);
    await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'port-closed' });
  });
});
