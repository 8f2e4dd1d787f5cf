// Reads a capture log from chunks of any size and buffers at most one record. A truncated or damaged log is readable up
// to the damage.

import {
  captureHeaderSize,
  captureMagic,
  captureVersion,
  largestMetadataBytes,
  largestRecordBytes,
  recordHeaderSize,
  type CaptureMetadata,
  type CaptureRecord,
} from './capture-format.ts';
import { RecordingError } from './recording-error.ts';

export class CaptureReader {
  readonly #onRecord: (record: CaptureRecord) => void;
  #held: Uint8Array = new Uint8Array(0);
  #metadata: CaptureMetadata | undefined;
  #broken = false;
  #lastTimeUs = 0;

  /** The bytes of a record belong to the receiver. */
  constructor(onRecord: (record: CaptureRecord) => void) {
    this.#onRecord = onRecord;
  }

  /** Undefined until the header is complete. */
  get metadata(): CaptureMetadata | undefined {
    return this.#metadata;
  }

  /** Whether the bytes so far end inside a record. */
  get truncated(): boolean {
    return this.#broken || this.#held.length > 0;
  }

  /** Throws `not-a-capture` or `capture-too-new`. */
  push(chunk: Uint8Array): void {
    if (this.#broken) return;
    const bytes = this.#held.length === 0 ? chunk : joined(this.#held, chunk);
    let at = 0;
    if (this.#metadata === undefined) {
      const header = readHeader(bytes);
      if (header === undefined) {
        this.#held = copyOf(bytes);
        return;
      }
      this.#metadata = header.metadata;
      at = header.end;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    while (bytes.length - at >= recordHeaderSize) {
      const length = view.getUint32(at + 4, true);
      const timeUs = Number(view.getBigUint64(at + 8, true));
      if (length > largestRecordBytes || timeUs < this.#lastTimeUs || timeUs > Number.MAX_SAFE_INTEGER) {
        this.#broken = true;
        this.#held = new Uint8Array(0);
        return;
      }
      const start = at + recordHeaderSize;
      if (bytes.length - start < length) break;
      this.#lastTimeUs = timeUs;
      at = start + length;
      this.#onRecord({ kind: bytes[start - recordHeaderSize]!, timeUs, bytes: copyOf(bytes.subarray(start, at)) });
    }
    this.#held = copyOf(bytes.subarray(at));
  }

  /** Ends the input. Throws `not-a-capture` if the header is incomplete. */
  end(): void {
    if (this.#metadata === undefined) throw notACapture('It ends within the header.');
  }
}

/** A whole log in memory. Throws `not-a-capture` or `capture-too-new`. */
export function readCapture(bytes: Uint8Array): {
  readonly metadata: CaptureMetadata;
  readonly records: readonly CaptureRecord[];
  readonly truncated: boolean;
} {
  const records: CaptureRecord[] = [];
  const reader = new CaptureReader((record) => records.push(record));
  reader.push(bytes);
  reader.end();
  return { metadata: reader.metadata!, records, truncated: reader.truncated };
}

function readHeader(bytes: Uint8Array): { readonly metadata: CaptureMetadata; readonly end: number } | undefined {
  const known = Math.min(bytes.length, captureMagic.length);
  if (captureMagic.subarray(0, known).some((byte, index) => byte !== bytes[index])) {
    throw notACapture('It does not start like one.');
  }
  if (bytes.length < captureHeaderSize) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint16(8, true);
  if (version > captureVersion) {
    const facts = { version };
    throw new RecordingError('capture-too-new', `Version ${version} of the capture log is unknown.`, { data: facts });
  }
  const jsonBytes = view.getUint32(12, true);
  if (jsonBytes > largestMetadataBytes) throw notACapture('Its header is damaged.');
  const end = captureHeaderSize + jsonBytes;
  return bytes.length < end ? undefined : { metadata: parseMetadata(bytes.subarray(captureHeaderSize, end)), end };
}

function parseMetadata(json: Uint8Array): CaptureMetadata {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(json));
  } catch (cause) {
    throw new RecordingError('not-a-capture', 'The metadata of the capture log is not JSON.', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw notACapture('Its metadata is not an object.');
  }
  return value as CaptureMetadata;
}

function notACapture(why: string): RecordingError {
  return new RecordingError('not-a-capture', `This is not a capture log. ${why}`);
}

/** Not `slice`: for a Node Buffer it returns a view. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
