import { CodedError } from '../lib/coded-error.ts';

/** What can be wrong with bytes that claim to be protocol V2. */
export type ProtocolErrorCode =
  /** A payload is shorter than its layout. Facts: `layout`, `need`, `have`. */
  | 'payload-too-short'
  /** A frame header that cannot be true. Facts name the field. */
  | 'bad-frame-header'
  /** A profile record size that is not 40 + 8·n. Facts: `recordSize`. */
  | 'bad-record-size'
  /** More profile records than there can be. Facts: `count`. */
  | 'too-many-records'
  /** Bytes of a widget channel that are no whole CBOR array, or too many. Facts: `have`, and `limit` when too many. */
  | 'bad-widgets'
  /** A value does not fit its field. */
  | 'value-out-of-range';

/** Bytes that cannot be what they should be. */
export class ProtocolError extends CodedError<ProtocolErrorCode> {}

export function requireLength(layout: string, bytes: Uint8Array, need: number): DataView {
  if (bytes.length < need) {
    throw new ProtocolError('payload-too-short', `${layout} needs ${need} bytes, got ${bytes.length}.`, {
      facts: { layout, need, have: bytes.length },
    });
  }
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
