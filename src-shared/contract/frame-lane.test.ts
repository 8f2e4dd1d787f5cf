import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameEncodings } from '../picture/encoding.ts';
import { decodeLaneHeader, encodeLaneHeader, laneHeaderSize, type LaneHeader } from './frame-lane.ts';

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const timeMs = fc.double({ min: 0, max: 1e15, noNaN: true });
const header: fc.Arbitrary<LaneHeader> = fc.record(
  {
    sequence: uint32,
    width: uint32,
    height: uint32,
    format: uint32,
    dataBytes: uint32,
    eventAtMs: timeMs,
    receivedAtMs: timeMs,
    cameraFps: fc.float({ min: 0, max: 10_000, noNaN: true }),
    droppedByCamera: uint32,
    droppedByHost: uint32,
    source: fc.integer({ min: 0, max: 0xffff }),
    encoding: fc.constantFrom(...frameEncodings),
    keyFrame: fc.boolean(),
    rotation: fc.constantFrom(90 as const, 180 as const, 270 as const),
    cameraTimeMs: timeMs,
  },
  {
    requiredKeys: [
      'sequence',
      'width',
      'height',
      'format',
      'dataBytes',
      'eventAtMs',
      'receivedAtMs',
      'cameraFps',
      'droppedByCamera',
      'droppedByHost',
      'source',
      'encoding',
      'keyFrame',
    ],
  },
);

test('every header is read back as it was written', () => {
  fc.assert(
    fc.property(header, (each) => {
      const written = encodeLaneHeader(each);
      expect(written).toHaveLength(laneHeaderSize);
      expect(decodeLaneHeader(written)).toEqual(each);
    }),
  );
});

test('other bytes are not a header', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(decodeLaneHeader(bytes)).toBeUndefined();
    }),
  );
});
