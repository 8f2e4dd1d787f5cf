import { afterEach, describe, expect, test } from 'vitest';
import { encodeProfileRecords } from '../../../src-shared/openmv/profile-record.ts';
import type { DeviceChannel } from '../../simulator/boards/openmv/channels/device-channel.ts';
import { ProfileChannel, type ProfileSource } from '../../simulator/boards/openmv/channels/profile-channel.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { createSimulatedCamera, next, type SimulatedCamera } from '../testing/simulated-camera.ts';
import type { OpenMvSettings } from './openmv-camera.ts';

let simulated: SimulatedCamera | undefined;
afterEach(() => simulated?.dispose());

const record = (address: number, counters: number) => ({
  address,
  caller: 0x0800_0201,
  callCount: 2,
  minTicks: 1,
  maxTicks: 5,
  totalTicks: 6n,
  totalCycles: 600n,
  events: Array.from({ length: counters }, (_, counter) => BigInt(counter)),
});

/** A source whose answers a test changes between requests. */
class TestSource implements ProfileSource {
  recordCount = 0;
  readonly calls: string[] = [];
  #bytes = new Uint8Array(0);

  fill(count: number, counters: number): void {
    this.recordCount = count;
    this.#bytes = encodeProfileRecords(
      Array.from({ length: count }, (_, index) => record(0x0800_0101 + 16 * index, counters)),
      counters,
    );
  }

  encode(): Uint8Array {
    return this.#bytes;
  }
  setExclusive(exclusive: boolean): void {
    this.calls.push(`exclusive ${exclusive}`);
  }
  setEvent(counter: number, event: number): void {
    this.calls.push(`event ${counter} ${event}`);
  }
  reset(): void {
    this.recordCount = 0;
    this.calls.push('reset');
  }
  setLocked(locked: boolean): void {
    this.calls.push(locked ? 'locked' : 'unlocked');
  }
}

async function connected(
  counters: number,
  settings: Partial<OpenMvSettings> = {},
): Promise<{ source: TestSource; camera: SimulatedCamera['camera'] }> {
  const source = new TestSource();
  simulated = createSimulatedCamera({
    device: { profileChannel: true, pmuCounters: counters },
    profileSource: source,
    settings,
  });
  await simulated.camera.connect();
  return { source, camera: simulated.camera };
}

describe('the profiler of a camera', () => {
  test('is there with the profile channel only, and while connected only', async () => {
    simulated = createSimulatedCamera();
    await simulated.camera.connect();
    expect(simulated.camera.profiler).toBeUndefined();
    await simulated.dispose();
    const { camera } = await connected(8);
    expect(camera.profiler).toBeDefined();
    await camera.disconnect();
    expect(camera.profiler).toBeUndefined();
  });

  test.each([
    [0, 40],
    [8, 104],
  ])('takes the size of records with %i counters from the camera', async (counters, recordSize) => {
    const { source, camera } = await connected(counters);
    source.fill(200, counters);
    const reading = await camera.profiler!.read();
    expect(reading).toEqual({ kind: 'records', recordSize, bytes: source.encode() });
    expect(await camera.profiler!.counterCount()).toBe(counters);
    expect(source.calls).toEqual(['locked', 'unlocked']);
  });

  test('reads nothing and locks nothing when nothing was counted', async () => {
    const { source, camera } = await connected(8);
    expect(await camera.profiler!.read()).toEqual({ kind: 'empty' });
    expect(source.calls).toEqual([]);
  });

  test.each(['lock-free', 'locked', 'reference'] as const)(
    'is read between frames that are read %s, and costs none of them',
    async (readSequence) => {
      const { source, camera } = await connected(8, { readSequence });
      source.fill(40, 8);
      const { engine } = simulated!;
      await camera.run(new Uint8Array(1));
      const frames: Frame[] = [];
      const data = new Uint8Array(64 * 64 * 2);
      const frame = (): void => engine.snapshot({ width: 64, height: 64, format: PixelFormat.rgb565, data });
      camera.onFrame((frame) => frames.push(frame));
      let kinds = '';
      for (let round = 0; round < 10; round++) {
        const framed = next(camera.onFrame);
        frame();
        const [{ kind }] = await Promise.all([camera.profiler!.read(), framed]);
        kinds += `${kind} `;
      }
      expect(kinds).toBe('records '.repeat(10));
      expect(frames.map(({ droppedBefore }) => droppedBefore)).toEqual(Array(10).fill(0));
    },
  );

  test('hands on mode, events and reset', async () => {
    const { source, camera } = await connected(8);
    await camera.profiler!.setExclusive(true);
    await camera.profiler!.setEvent(3, 0xc303);
    await camera.profiler!.reset();
    expect(source.calls).toEqual(['exclusive true', 'reset', 'event 3 49923', 'reset', 'reset']);
  });
});

describe('bad profiles', () => {
  /** A profile channel of two records with something wrong about it. */
  async function withFault(fault: Partial<DeviceChannel>) {
    const source = new TestSource();
    source.fill(2, 8);
    const good = new ProfileChannel(8, source);
    const channel: DeviceChannel = {
      name: good.name,
      flags: good.flags,
      lock: () => good.lock(),
      unlock: () => good.unlock(),
      size: () => good.size(),
      shape: () => good.shape(),
      readRange: (offset, length) => good.readRange(offset, length),
      ...fault,
    };
    simulated = createSimulatedCamera({ device: { profileChannel: true, pmuCounters: 8 }, profileChannel: channel });
    await simulated.camera.connect();
    return { source, camera: simulated.camera };
  }

  test.each([
    [[2, 100], 'bad-record-size'],
    [[2, 0], 'bad-record-size'],
    [[2, 39], 'bad-record-size'],
    [[4_000_000_000, 104], 'too-many-records'],
    [[3, 104], 'profile-lost'],
  ])('a shape of %j is one clear failure, and the camera is unlocked', async (shape, code) => {
    const { source, camera } = await withFault({ shape: () => shape });
    await expect(camera.profiler!.read()).rejects.toMatchObject({ code });
    expect(source.calls).toEqual(['locked', 'unlocked']);
    expect(camera.state).toBe('idle');
  });

  test('a shape without records is not a failure', async () => {
    const { camera } = await withFault({ shape: () => [0, 104] });
    expect(await camera.profiler!.read()).toEqual({ kind: 'empty' });
  });

  test('a channel that is gone when it should be read is one clear failure', async () => {
    const { camera } = await withFault({ readRange: () => undefined });
    await expect(camera.profiler!.read()).rejects.toMatchObject({ code: 'profile-lost' });
    expect(camera.state).toBe('idle');
  });

  test('a camera that refuses every lock is busy, and left unlocked', async () => {
    const { camera } = await withFault({ lock: () => false });
    expect(await camera.profiler!.read()).toEqual({ kind: 'busy' });
  });
});
