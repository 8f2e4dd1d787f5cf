import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import { encodePng } from '../../src-shared/picture/png.ts';
import { FakeCamera } from '../host/testing/fake-camera.ts';
import { CameraError } from './camera-error.ts';
import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import { ChannelFrames } from './channel-frames.ts';
import type { ChannelPicture } from '../../src-shared/device/channel.ts';

const channel: ChannelInfo = {
  id: 7,
  name: 'frame',
  readable: true,
  writable: false,
  lockable: false,
  dynamic: true,
};
const gray: ChannelPicture = { format: 'grayscale', width: 2, height: 1 };

/** Lets answers that are already there arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

async function setUp(picture: ChannelPicture = gray, channels: readonly ChannelInfo[] = [channel]) {
  const camera = new FakeCamera();
  await camera.connect();
  camera.channels.list = channels;
  const offered: (Uint8Array | Error)[] = [];
  camera.channels.offers.set(7, offered);
  camera.channels.offers.set(9, offered);
  const clock = new ManualClock();
  const frames: Frame[] = [];
  const problems: Error[] = [];
  const reader = new ChannelFrames({ channels: camera.channels, clock, name: 'frame', picture });
  onTestFinished(() => reader.dispose());
  reader.onFrame((frame) => frames.push(frame));
  reader.onProblem((error) => problems.push(error));
  await settle();
  return { camera, clock, frames, problems, offered, reader };
}

describe('pictures of a channel', () => {
  it('are read once for each event, no byte twice', async () => {
    const { camera, clock, frames, offered } = await setUp();
    const before = camera.channels.reads.length;
    for (const value of [1, 2, 3]) {
      offered.push(Uint8Array.of(value, value));
      clock.advance(20);
      camera.channels.sendEvent(7, 1);
      await settle();
    }
    camera.channels.sendEvent(5, 1);
    await settle();
    expect(frames.map(({ sequence, data }) => [sequence, ...data])).toEqual([
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ]);
    expect(frames.map(({ cameraFps }) => Math.round(cameraFps))).toEqual([0, 50, 50]);
    expect(camera.channels.reads.slice(before).map(({ id, once, size }) => ({ id, once, size }))).toEqual(
      frames.map(() => ({ id: 7, once: true, size: undefined })),
    );
  });

  it('that come while one is under way are read next', async () => {
    const { camera, frames, offered } = await setUp();
    offered.push(Uint8Array.of(1, 1), Uint8Array.of(2, 2));
    camera.channels.sendEvent(7, 1);
    camera.channels.sendEvent(7, 1);
    await settle();
    expect(frames.map(({ data }) => data[0])).toEqual([1, 2]);
  });

  it('are found without an event, soon when the script sends none', async () => {
    const { clock, frames, offered } = await setUp();
    offered.push(Uint8Array.of(1, 1));
    clock.advance(250);
    await settle();
    expect(frames).toHaveLength(1);
    offered.push(Uint8Array.of(2, 2));
    clock.advance(10);
    await settle();
    expect(frames).toHaveLength(2);
  });

  it('are not read again while the script has the bytes of the last one, and is not ready', async () => {
    const { camera, clock, frames, offered } = await setUp();
    offered.push(Uint8Array.of(1, 1));
    camera.channels.sendEvent(7, 1);
    await settle();
    camera.channels.polls.set(7, false);
    offered.push(Uint8Array.of(1, 1));
    for (let look = 0; look < 40; look += 1) {
      if (look % 10 === 0) camera.channels.sendEvent(7, 1);
      clock.advance(250);
      await settle();
    }
    expect(frames).toHaveLength(1);
    camera.channels.polls.set(7, true);
    clock.advance(250);
    await settle();
    expect(frames).toHaveLength(2);
  });

  it('of a backend without poll are read at its events, and without these when it has bytes', async () => {
    const { camera, clock, frames, offered } = await setUp();
    camera.channels.withoutPoll.add(7);
    for (const value of [1, 2]) {
      offered.push(Uint8Array.of(value, value));
      clock.advance(250);
      await settle();
      expect(frames).toHaveLength(value - 1);
      camera.channels.sendEvent(7, 1);
      await settle();
      expect(frames).toHaveLength(value);
    }
    offered.push(Uint8Array.of(3, 3));
    for (let look = 0; look < 5; look += 1) {
      expect(frames).toHaveLength(2);
      clock.advance(250);
      await settle();
    }
    expect(frames).toHaveLength(3);
  });

  it('are read from the channel of that name, whenever a script registers it', async () => {
    const { camera, clock, frames, offered } = await setUp(gray, []);
    offered.push(Uint8Array.of(1, 1));
    clock.advance(1000);
    await settle();
    expect(camera.channels.reads).toEqual([]);
    camera.channels.set([{ ...channel, id: 9 }]);
    await settle();
    expect([frames.length, camera.channels.reads[0]?.id]).toEqual([1, 9]);
    camera.channels.set([]);
    await settle();
    const before = camera.channels.reads.length;
    clock.advance(1000);
    await settle();
    expect(camera.channels.reads).toHaveLength(before);
  });

  it('that came incomplete are left out and counted', async () => {
    const { camera, frames, offered } = await setUp();
    offered.push(new CameraError('out-of-sync', 'lost'));
    camera.channels.sendEvent(7, 1);
    await settle();
    offered.push(Uint8Array.of(1, 1));
    camera.channels.sendEvent(7, 1);
    await settle();
    expect(frames.map(({ droppedBefore }) => droppedBefore)).toEqual([1]);
  });

  it('may be PNG or JPEG files, told apart by their beginning', async () => {
    const { camera, frames, problems, offered } = await setUp({ format: 'file' });
    const png = encodePng({ width: 3, height: 2, channels: 3, data: new Uint8Array(18) });
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 5, 0, 4, 1, 1, 0x11, 0, 0xff, 0xd9);
    for (const file of [png, jpeg, new TextEncoder().encode('text'), png.subarray(0, 10)]) {
      offered.push(file);
      camera.channels.sendEvent(7, 1);
      await settle();
    }
    expect(frames.map(({ width, height, format }) => [width, height, format])).toEqual([
      [3, 2, PixelFormat.png],
      [4, 5, PixelFormat.jpeg],
    ]);
    expect(problems).toMatchObject([
      { code: 'bad-picture', data: { format: 'file', sizeBytes: 4 } },
      { code: 'bad-picture', data: { sizeBytes: 10 } },
    ]);
  });

  it('of raw pixels need all their bytes, and leave out what is behind them', async () => {
    const { camera, frames, problems, offered } = await setUp({ format: 'rgb565', width: 2, height: 1 });
    for (const size of [3, 4, 9]) {
      offered.push(new Uint8Array(size));
      camera.channels.sendEvent(7, 1);
      await settle();
    }
    expect(frames.map(({ format, data }) => [format, data.length])).toEqual([
      [PixelFormat.rgb565, 4],
      [PixelFormat.rgb565, 4],
    ]);
    expect(problems).toHaveLength(1);
  });
});
