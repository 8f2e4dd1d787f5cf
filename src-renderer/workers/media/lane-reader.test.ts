import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeLaneHeader, laneHeaderSize } from '../../../src-shared/contract/frame-lane.ts';
import { LaneAssembler, readPortLane } from './lane-reader.ts';
import type { ReceivedFrame } from './decoders/frame-decoder.ts';

const headerOf = (sequence: number, dataBytes: number): Uint8Array =>
  encodeLaneHeader({
    sequence,
    width: 320,
    height: 240,
    format: 0x0c030002,
    dataBytes,
    cameraFps: 30,
    eventAtMs: 1000,
    receivedAtMs: 1001,
    droppedByCamera: 1,
    droppedByHost: 2,
    source: 1,
    encoding: 'raw',
    keyFrame: true,
  });

function laneBytes(sizes: readonly number[]): Uint8Array {
  const parts = sizes.flatMap((size, index) => [headerOf(index + 1, size), new Uint8Array(size).fill(index + 1)]);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

test('frames come out whole however the lane is cut into chunks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }),
      (sizes, cuts) => {
        const bytes = laneBytes(sizes);
        const frames: ReceivedFrame[] = [];
        const assembler = new LaneAssembler((frame) => frames.push(frame));
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const end = Math.min(bytes.length, at + cuts[turn % cuts.length]!);
          assembler.push(bytes.subarray(at, end));
          at = end;
        }
        expect(frames.map((frame) => [frame.header.sequence, frame.data.length, frame.data[0]])).toEqual(
          sizes.map((size, index) => [index + 1, size, index + 1]),
        );
      },
    ),
  );
});

test('bytes that are not a lane are refused', () => {
  const assembler = new LaneAssembler(() => undefined);
  expect(() => assembler.push(new Uint8Array(laneHeaderSize))).toThrow('The frame lane is broken.');
});

test('a header that claims an absurd size is refused before memory is taken', () => {
  const assembler = new LaneAssembler(() => undefined);
  expect(() => assembler.push(headerOf(1, 0xffff_ffff))).toThrow('The frame lane is broken.');
});

test('a port lane ends on request, and when the port delivers other bytes', async () => {
  const { port1, port2 } = new MessageChannel();
  const frames: ReceivedFrame[] = [];
  const ended = readPortLane(port1, (frame) => frames.push(frame), new AbortController().signal);
  port2.postMessage(laneBytes([5]));
  port2.postMessage(new Uint8Array(laneHeaderSize));
  await ended;
  expect(frames.map((frame) => frame.data.length)).toEqual([5]);
  port2.close();
});
