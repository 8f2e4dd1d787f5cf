import { CodedError } from '../lib/coded-error.ts';

/** Defects of bytes that should be protocol V2. */
export type ProtocolErrorCode =
  /** A payload is shorter than its layout. Data: `layout`, `need`, `have`. */
  | 'payload-too-short'
  /** A frame header with an impossible value. Facts name the field. */
  | 'bad-frame-header'
  /** A profile record size that is not 40 + 8·n. Data: `recordSize`. */
  | 'bad-record-size'
  /** An impossible number of profile records. Data: `count`. */
  | 'too-many-records'
  /**
   * Bytes of a widget channel that are not exactly one CBOR array, or too many. Data: `have`, and `limit` if too many.
   */
  | 'bad-widgets'
  /** A value does not fit its field. */
  | 'value-out-of-range';

/** Bytes that do not follow the protocol. */
export class ProtocolError extends CodedError<ProtocolErrorCode> {}

export function requireLength(layout: string, bytes: Uint8Array, need: number): DataView {
  if (bytes.length < need) {
    throw new ProtocolError('payload-too-short', `${layout} needs ${need} bytes, got ${bytes.length}.`, {
      data: { layout, need, have: bytes.length },
    });
  }
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
