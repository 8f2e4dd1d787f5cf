import { CodedError } from '../lib/coded-error.ts';

/** What can be wrong with bytes of the USBDBG protocol. */
export type UsbdbgErrorCode =
  /** A reply is shorter than its layout. Data: `layout`, `need`, `have`. */
  | 'reply-too-short'
  /** A frame description with impossible values. Facts name the field. */
  | 'bad-frame-size'
  /** A frame arrived short, or is neither JPEG nor PNG. Data: `need`, `have`. */
  | 'damaged-frame'
  /** A value does not fit its field. Data: `field`, `value`. */
  | 'value-out-of-range';

/** Bytes that do not follow the USBDBG protocol. */
export class UsbdbgError extends CodedError<UsbdbgErrorCode> {}

/** A view of `bytes`. Throws `reply-too-short` unless there are at least `need` bytes. */
export function requireReply(layout: string, bytes: Uint8Array, need: number): DataView {
  if (bytes.length < need) {
    throw new UsbdbgError('reply-too-short', `${layout} needs ${need} bytes, got ${bytes.length}.`, {
      data: { layout, need, have: bytes.length },
    });
  }
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
