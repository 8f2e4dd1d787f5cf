// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts.

import assert from 'node:assert/strict';
import { attempt, pushInChunks, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import {
  captureHeaderSize,
  captureMagic,
  largestRecordBytes,
  recordHeaderSize,
  RecordKind,
  type CaptureRecord,
} from '../capture-format.ts';
import { CaptureReader, readCapture } from '../capture-reader.ts';
import { encodeCaptureHeader, encodeCaptureRecord } from '../capture-writer.ts';
import { RecordingError } from '../recording-error.ts';

const optionsBytes = 2;

const log = Buffer.concat([
  encodeCaptureHeader({ program: 'viewfinder', port: 'sim' }),
  encodeCaptureRecord(RecordKind.opened, 0),
  encodeCaptureRecord(RecordKind.toCamera, 10, Uint8Array.of(1, 2, 3)),
  encodeCaptureRecord(RecordKind.fromCamera, 2000, new Uint8Array(40)),
  encodeCaptureRecord(RecordKind.closed, 2 ** 40, Uint8Array.of(0x62, 0x79, 0x65)),
]);

/** Input: the two chunk sizes, then the log. */
const captureLogTarget: FuzzTarget = {
  name: 'capture-log',
  seeds: () => [Uint8Array.of(255, 255, ...log), Uint8Array.of(0, 6, ...log.subarray(0, -5))],
  tokens: [captureMagic, new Uint8Array(recordHeaderSize), new TextEncoder().encode('{}'), encodeCaptureHeader({})],
  run(bytes) {
    const [oddSize = 0, evenSize = 0] = bytes;
    const logBytes = bytes.subarray(optionsBytes);
    const whole = attempt(RecordingError, () => readCapture(logBytes));
    const cut = attempt(RecordingError, () => readInChunks(logBytes, [oddSize, evenSize]));
    assert.deepEqual(cut, whole);
    if (whole !== undefined) checkRecords(whole.records, logBytes.length);
  },
};

function readInChunks(bytes: Uint8Array, sizesBytes: readonly [number, number]): ReturnType<typeof readCapture> {
  const records: CaptureRecord[] = [];
  const reader = new CaptureReader((record) => records.push(record));
  pushInChunks(bytes, sizesBytes, (chunk) => reader.push(chunk));
  reader.end();
  return { metadata: reader.metadata!, records, truncated: reader.truncated };
}

function checkRecords(records: readonly CaptureRecord[], logBytes: number): void {
  let timeUs = 0;
  let sizeBytes = captureHeaderSize;
  for (const record of records) {
    assert(record.timeUs >= timeUs, 'Time stamps do not decrease.');
    timeUs = record.timeUs;
    sizeBytes += recordHeaderSize + record.bytes.length;
  }
  assert(sizeBytes <= logBytes && sizeBytes <= largestRecordBytes, 'The records are not larger than the log.');
  const written = records.map(({ kind, timeUs: at, bytes }) => encodeCaptureRecord(kind as RecordKind, at, bytes));
  const again = readCapture(Buffer.concat([encodeCaptureHeader({}), ...written]));
  assert.deepEqual(again.records, records);
}

export const fuzzTargets: readonly FuzzTarget[] = [captureLogTarget];
