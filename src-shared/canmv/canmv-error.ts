import { CodedError } from '../lib/coded-error.ts';

/** What can be wrong with bytes of the CanMV protocol, or with what a caller wants to send. */
export type CanmvErrorCode =
  /** A reply is shorter than its layout. Data: `layout`, `need`, `have`. */
  | 'reply-too-short'
  /** A list of files whose entries do not fill it. Data: `have`. */
  | 'bad-directory-list'
  /** A path that the board refuses: empty, over 512 bytes, with `..` or with a NUL. Data: `path`. */
  | 'bad-path'
  /** A value does not fit its field. Data: `field`, `value`. */
  | 'value-out-of-range';

/** Bytes that do not follow the CanMV protocol. */
export class CanmvError extends CodedError<CanmvErrorCode> {}

/** A view of `bytes`. Throws `reply-too-short` unless there are at least `need` bytes. */
export function requireReply(layout: string, bytes: Uint8Array, need: number): DataView {
  if (bytes.length < need) {
    throw new CanmvError('reply-too-short', `${layout} needs ${need} bytes, got ${bytes.length}.`, {
      data: { layout, need, have: bytes.length },
    });
  }
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Throws `value-out-of-range` unless `value` is an integer from `least` to `most`. */
export function requireRange(field: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new CanmvError('value-out-of-range', `${field} is ${value}, not ${least} to ${most}.`, {
    data: { field, value },
  });
}
