// The capture log: wire bytes of a connection in both directions, with time stamps. docs/formats.md describes the
// format. All numbers are little-endian.
//
//   file    magic 8 · version u16 · zero u16 · size of the metadata u32 · metadata (JSON, UTF-8) · records…
//   record  kind u8 · zero u8 · zero u16 · length u32 · time u64 (microseconds from the start of the log) · bytes

export const captureMagic: Uint8Array = Uint8Array.of(0x56, 0x46, 0x43, 0x41, 0x50, 0x0d, 0x0a, 0x1a);
export const captureVersion = 1;
export const captureHeaderSize = 16;
export const recordHeaderSize = 16;

/** Readers skip unknown kinds. */
export const RecordKind = {
  /** Bytes that the camera sent. */
  fromCamera: 1,
  /** Bytes that the host sent. */
  toCamera: 2,
  /** The port was opened; no bytes. */
  opened: 3,
  /** The port was closed; the bytes are the reason in UTF-8, empty if the host closed it. */
  closed: 4,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

/** Far more than a port delivers at once. A longer record is damage and ends the log. */
export const largestRecordBytes = 16 * 1024 * 1024;
export const largestMetadataBytes = 1024 * 1024;

/** Every field is optional; readers keep unknown fields. */
export interface CaptureMetadata {
  /** The program that wrote it, "viewfinder 0.1.0". */
  readonly program?: string;
  /** Wall-clock time of the start, ISO 8601. */
  readonly startedAt?: string;
  /** The port as users know it, "sim", "/dev/ttyACM0". */
  readonly port?: string;
  readonly transport?: 'stream' | 'datagram';
  readonly [key: string]: unknown;
}

export interface CaptureRecord {
  /** `RecordKind`, or an unknown kind of a later version. */
  readonly kind: number;
  /** Microseconds from the start of the log; never less than in the previous record. */
  readonly timeUs: number;
  readonly bytes: Uint8Array;
}
