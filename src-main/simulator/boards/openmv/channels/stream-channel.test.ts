import { expect, test } from 'vitest';
import { ManualClock } from '../../../../../src-shared/lib/clock.ts';
import { Status, StreamIoctl } from '../../../../../src-shared/openmv/constants.ts';
import { encodeWords } from '../../../../../src-shared/openmv/payloads.ts';
import { PixelFormat } from '../../../../../src-shared/picture/pixel-format.ts';
import { decodeStreamHeader } from '../../../../../src-shared/openmv/stream-frame.ts';
import { simulatedBoards, type SimulatedBoard } from '../boards.ts';
import type { PublishedFrame } from '../../../core/script-engine.ts';
import { fakeJpeg } from '../../../testing/camera-bench.ts';
import type { JpegEncoder } from './preview-encoder.ts';
import { StreamChannel } from './stream-channel.ts';

function create(board: SimulatedBoard = simulatedBoards.N6, jpeg: JpegEncoder = fakeJpeg) {
  const clock = new ManualClock();
  const log: string[] = [];
  const qualities: number[] = [];
  const stream = new StreamChannel({
    clock,
    board,
    jpeg: {
      encode(pixels, options) {
        qualities.push(options.quality);
        return jpeg.encode(pixels, options);
      },
    },
    notify: () => log.push('notify'),
    setFrameWanted: (wanted) => log.push(wanted ? 'wanted' : 'not wanted'),
    print: (text) => log.push(JSON.stringify(new TextDecoder().decode(text))),
  });
  const ioctl = (request: number, ...words: number[]) => stream.ioctl(request, encodeWords(words));
  const header = () => decodeStreamHeader(stream.readRange(0, 32)![0]!);
  return { clock, log, qualities, stream, ioctl, header };
}

function gray(width: number, height: number, fill = 0): PublishedFrame {
  return { width, height, format: PixelFormat.grayscale, data: new Uint8Array(width * height).fill(fill) };
}

test('no frame is taken before streaming is enabled', () => {
  const { stream, log } = create();
  stream.update(gray(4, 4));
  expect([stream.size(), log]).toEqual([0, []]);
});

test('a frame waits for the host: the first one after a release is kept, not the newest', () => {
  const { stream, ioctl } = create();
  ioctl(StreamIoctl.ctrl, 1);
  stream.update(gray(4, 4, 1));
  stream.update(gray(4, 4, 2));
  const first = stream.readRange(32, 1)![0]![0];
  stream.lock();
  stream.update(gray(4, 4, 3));
  stream.unlock();
  stream.update(gray(4, 4, 4));
  expect([first, stream.readRange(32, 1)![0]![0]]).toEqual([1, 4]);
});

test('the engine knows exactly when a frame would be accepted', () => {
  const { stream, ioctl, log } = create();
  ioctl(StreamIoctl.ctrl, 1);
  stream.update(gray(4, 4));
  stream.lock();
  stream.unlock();
  stream.update(gray(4, 4));
  ioctl(StreamIoctl.ctrl, 1);
  ioctl(StreamIoctl.ctrl, 0);
  expect(log).toEqual(['wanted', 'not wanted', 'notify', 'wanted', 'not wanted', 'notify', 'wanted', 'not wanted']);
});

test('LOCK needs a frame and a free lock; UNLOCK without the lock leaves the frame', () => {
  const { stream, ioctl } = create();
  ioctl(StreamIoctl.ctrl, 1);
  const without = stream.lock();
  stream.update(gray(4, 4));
  const unlocked = stream.unlock();
  const sizeAfter = stream.size();
  expect([without, unlocked, sizeAfter, stream.lock(), stream.lock()]).toEqual([false, true, 48, true, false]);
});

test('CTRL drops the frame and frees the lock', () => {
  const { stream, ioctl } = create();
  ioctl(StreamIoctl.ctrl, 1);
  stream.update(gray(4, 4));
  stream.lock();
  ioctl(StreamIoctl.ctrl, 1);
  expect(stream.size()).toBe(0);
  stream.update(gray(4, 4));
  expect(stream.size()).toBe(48);
});

test('a read may cover the header, the data, or both, and nothing beyond', () => {
  const { stream, ioctl } = create();
  ioctl(StreamIoctl.ctrl, 1);
  stream.update(gray(4, 4, 7));
  const lengths = (offset: number, length: number) => stream.readRange(offset, length)?.map((part) => part.length);
  expect([lengths(0, 48), lengths(30, 4), lengths(40, 8), lengths(40, 9)]).toEqual([[32, 16], [2, 2], [8], undefined]);
});

test('raw frames state their bytes per pixel, compressed ones their length', () => {
  const { stream, ioctl, header } = create();
  ioctl(StreamIoctl.ctrl, 1);
  stream.update(gray(6, 4));
  const raw = header();
  const rawShape = stream.shape();
  ioctl(StreamIoctl.ctrl, 1);
  stream.update({ width: 6, height: 4, format: PixelFormat.png, data: new Uint8Array(100) });
  expect([raw.size, rawShape, header().size, stream.shape()]).toEqual([1, [6, 4, 1], 100, [100]]);
});

test('SHAPE tells the last frame also after it was released, until a soft reboot', () => {
  const { stream, ioctl } = create();
  const shapes = [stream.shape()];
  ioctl(StreamIoctl.ctrl, 1);
  stream.update(gray(6, 4));
  stream.lock();
  stream.unlock();
  shapes.push(stream.shape());
  stream.softReset();
  shapes.push(stream.shape());
  expect(shapes).toEqual([
    [0, 0, 0],
    [6, 4, 1],
    [0, 0, 0],
  ]);
});

test('with raw off a frame goes out as JPEG, and the quality climbs a step a frame', () => {
  const { stream, ioctl, header, qualities } = create();
  ioctl(StreamIoctl.rawCtrl, 0);
  for (let count = 0; count < 25; count++) {
    ioctl(StreamIoctl.ctrl, 1);
    stream.update(gray(10, 10));
  }
  expect(header().format).toBe(PixelFormat.jpeg);
  expect([qualities[0], qualities[1], qualities.at(-1)]).toEqual([70, 71, 90]);
});

test('a raw frame beyond the preview size is scaled and keeps its shape', () => {
  const { stream, ioctl, header } = create();
  ioctl(StreamIoctl.rawCfg, 160, 160);
  ioctl(StreamIoctl.ctrl, 1);
  stream.update(gray(640, 480, 9));
  expect([header().width, header().height, stream.readRange(32, 1)![0]![0]]).toEqual([160, 120, 9]);
});

test('bayer frames are never raw', () => {
  const { stream, ioctl, header } = create();
  ioctl(StreamIoctl.ctrl, 1);
  stream.update({ width: 4, height: 4, format: PixelFormat.bayerRggb, data: new Uint8Array(16) });
  expect(header().format).toBe(PixelFormat.jpeg);
});

test('a JPEG that does not fit is dropped, announced, and halves the quality for 60 frames', () => {
  const small = { ...simulatedBoards.H7, streamBufferBytes: 32 + 100 };
  const { stream, ioctl, qualities, log } = create(small);
  const next = (): void => {
    ioctl(StreamIoctl.ctrl, 1);
    stream.update(gray(20, 10));
  };
  next();
  expect([stream.size(), log.at(-1)]).toEqual([0, 'notify']);
  for (let count = 0; count < 62; count++) next();
  expect([qualities[0], qualities[1], qualities[60], qualities[61]]).toEqual([70, 35, 35, 36]);
});

test('a compressed frame that does not fit leaves its mark on stdout', () => {
  const { stream, ioctl, log } = create(simulatedBoards.H7);
  ioctl(StreamIoctl.ctrl, 1);
  stream.update({ width: 640, height: 480, format: PixelFormat.jpeg, data: new Uint8Array(40_000) });
  expect([stream.size(), log]).toEqual([0, ['wanted', JSON.stringify('\u001b[40O\n'), 'not wanted', 'notify']]);
});

test('the rate in the header is smoothed over all updates, taken or not', () => {
  const { clock, stream, ioctl, header } = create();
  for (let count = 0; count < 5; count++) {
    stream.update(undefined);
    clock.advance(20);
  }
  ioctl(StreamIoctl.ctrl, 1);
  stream.update(gray(4, 4));
  expect(header().fps).toBeCloseTo(50);
});

test('a source that this camera does not have feeds no frames', () => {
  const { stream, ioctl } = create();
  ioctl(StreamIoctl.ctrl, 1);
  ioctl(StreamIoctl.source, 0x1234);
  stream.update(gray(4, 4));
  const other = stream.size();
  ioctl(StreamIoctl.source, simulatedBoards.N6.sensorChipId);
  stream.update(gray(4, 4));
  expect([other, stream.size()]).toEqual([0, 48]);
});

test('ioctls with arguments of another size are invalid', () => {
  const { ioctl } = create();
  expect([ioctl(0), ioctl(0, 1, 1), ioctl(1), ioctl(2, 1), ioctl(3), ioctl(4, 1)]).toEqual(
    Array.from({ length: 6 }, () => Status.invalid),
  );
});
