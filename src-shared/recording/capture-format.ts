// The capture log: wire bytes of a session with time stamps, both directions. The format is open: docs/formats.md says
// the same in words. All numbers are little-endian.
//
//   file    magic 8 · version u16 · zero u16 · size of the metadata u32 · metadata (JSON, UTF-8) · records…
//   record  kind u8 · zero u8 · zero u16 · length u32 · time u64 (microseconds from the start of the log) · bytes

export const captureMagic: Uint8Array = Uint8Array.of(0x56, 0x46, 0x43, 0x41, 0x50, 0x0d, 0x0a, 0x1a);
export const captureVersion = 1;
export const captureHeaderSize = 16;
export const recordHeaderSize = 16;

/** Readers pass over kinds that they do not know. */
export const RecordKind = {
  /** Bytes that the camera sent. */
  fromCamera: 1,
  /** Bytes that the host sent. */
  toCamera: 2,
  /** The port was opened; no bytes. */
  opened: 3,
  /** The port was closed; the bytes say why in UTF-8, none when the host closed it. */
  closed: 4,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

/** Nothing that a port hands over at once comes near; a longer record is damage, and ends the log. */
export const largestRecordBytes = 16 * 1024 * 1024;
export const largestMetadataBytes = 1024 * 1024;

/** Every field may be missing; readers keep what they do not know. */
export interface CaptureMetadata {
  /** What wrote it, "viewfinder 0.1.0". */
  readonly program?: string;
  /** Wall-clock time of the start, ISO 8601. */
  readonly startedAt?: string;
  /** The port as a person knows it, "sim", "/dev/ttyACM0". */
  readonly port?: string;
  readonly transport?: 'stream' | 'datagram';
  readonly [key: string]: unknown;
}

export interface CaptureRecord {
  /** `RecordKind`, or a number of a later version. */
  readonly kind: number;
  /** Microseconds from the start of the log; never less than that of the record before. */
  readonly timeUs: number;
  readonly bytes: Uint8Array;
}
