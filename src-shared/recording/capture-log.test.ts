import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureHeaderSize, recordHeaderSize, RecordKind, type CaptureRecord } from './capture-format.ts';
import { CaptureReader, readCapture } from './capture-reader.ts';
import { encodeCaptureHeader, encodeCaptureRecord } from './capture-writer.ts';

const metadata = { program: 'viewfinder 1', port: 'sim', 视觉: [1, { two: 2 }] };
const records: CaptureRecord[] = [
  { kind: RecordKind.opened, timeUs: 0, bytes: new Uint8Array(0) },
  { kind: RecordKind.toCamera, timeUs: 12, bytes: Uint8Array.of(1, 2, 3) },
  { kind: RecordKind.fromCamera, timeUs: 2 ** 40, bytes: Uint8Array.from({ length: 5000 }, (_, index) => index & 255) },
  { kind: RecordKind.closed, timeUs: 2 ** 40, bytes: new TextEncoder().encode('unplugged') },
];
const log = Buffer.concat([
  encodeCaptureHeader(metadata),
  ...records.map((record) => encodeCaptureRecord(record.kind as RecordKind, record.timeUs, record.bytes)),
]);

describe('a capture log', () => {
  it('has the layout of docs/formats.md', () => {
    const bytes = Buffer.concat([encodeCaptureHeader({}), encodeCaptureRecord(2, 0x010203, Uint8Array.of(0xaa))]);
    expect(bytes.toString('hex')).toBe('56464341500d0a1a01000000020000007b7d02000000010000000302010000000000aa');
  });

  it('returns the written records, however the bytes are chunked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (sizes) => {
        const found: CaptureRecord[] = [];
        const reader = new CaptureReader((record) => found.push(record));
        for (let at = 0, turn = 0; at < log.length; turn++) {
          const size = sizes[turn % sizes.length]!;
          reader.push(log.subarray(at, at + size));
          at += size;
        }
        reader.end();
        expect(reader.metadata).toEqual(metadata);
        expect(found).toEqual(records);
        expect(reader.truncated).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it('is readable up to the point where it is cut off', () => {
    const headerEnd = encodeCaptureHeader(metadata).length;
    const ends: number[] = [];
    records.reduce((at, record) => {
      ends.push(at + recordHeaderSize + record.bytes.length);
      return ends.at(-1)!;
    }, headerEnd);
    for (let cut = headerEnd; cut < log.length; cut += 7) {
      const read = readCapture(log.subarray(0, cut));
      const whole = ends.filter((end) => end <= cut).length;
      expect(read.records).toEqual(records.slice(0, whole));
      expect(read.truncated).toBe(cut !== headerEnd && !ends.includes(cut));
    }
  });

  it('ends at the first damaged record', () => {
    const damaged = Buffer.from(log);
    const second = encodeCaptureHeader(metadata).length + recordHeaderSize;
    damaged.writeUInt32LE(0xffffffff, second + 4);
    expect(readCapture(damaged)).toMatchObject({ records: [records[0]], truncated: true });
  });

  it('returns records of unknown kinds', () => {
    const later = Buffer.concat([encodeCaptureHeader({}), encodeCaptureRecord(9 as RecordKind, 5)]);
    expect(readCapture(later).records).toEqual([{ kind: 9, timeUs: 5, bytes: new Uint8Array(0) }]);
  });

  it('distinguishes files that are not capture logs from logs of a later version', () => {
    const tooNew = Buffer.from(log);
    tooNew.writeUInt16LE(2, 8);
    expect(() => readCapture(tooNew)).toThrow(expect.objectContaining({ code: 'capture-too-new' }));
    const noJson = Buffer.from(log);
    noJson[captureHeaderSize] = 0;
    const headerOnly = log.subarray(0, captureHeaderSize + 3);
    for (const bytes of [Buffer.from('import csi\n'), Buffer.alloc(0), noJson, headerOnly, Buffer.alloc(64)]) {
      expect(() => readCapture(bytes)).toThrow(expect.objectContaining({ code: 'not-a-capture' }));
    }
  });

  it('throws only its own error for arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat({ max: log.length - 1 }), (noise, at) => {
        const bytes = Buffer.from(log);
        bytes.set(noise.subarray(0, log.length - at), at);
        try {
          readCapture(bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: 'RecordingError' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
