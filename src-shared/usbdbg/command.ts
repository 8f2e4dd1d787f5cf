// The header of a command: 0x30, opcode, length of the data phase as u32 little-endian (docs/usbdbg.md §2.1). There is no
// reply header, no checksum and no sequence number. The K230 uses the same header (docs/canmv.md §2.1).

import { commandByte, commandHeaderSize, deviceToHostBit } from './constants.ts';
import { UsbdbgError } from './usbdbg-error.ts';

export interface CommandHeader {
  readonly opcode: number;
  /** Bytes of the data phase, in either direction. */
  readonly length: number;
}

/** The 6 bytes of a command header. Throws `value-out-of-range` for a length that does not fit 32 bits. */
export function encodeCommand(opcode: number, length = 0): Uint8Array<ArrayBuffer> {
  if (!Number.isInteger(length) || length < 0 || length > 0xffff_ffff) {
    throw new UsbdbgError('value-out-of-range', `A data phase of ${length} bytes does not fit 32 bits.`, {
      data: { field: 'length', value: length },
    });
  }
  const bytes = new Uint8Array(commandHeaderSize);
  bytes[0] = commandByte;
  bytes[1] = opcode;
  new DataView(bytes.buffer).setUint32(2, length, true);
  return bytes;
}

/** The header at `at`; undefined if fewer than 6 bytes are there or they do not begin with 0x30. */
export function decodeCommand(bytes: Uint8Array, at = 0): CommandHeader | undefined {
  if (bytes.length < at + commandHeaderSize || bytes[at] !== commandByte) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { opcode: bytes[at + 1]!, length: view.getUint32(at + 2, true) };
}

/** True if the data phase of this opcode goes from the device to the host. */
export function isDeviceToHost(opcode: number): boolean {
  return (opcode & deviceToHostBit) !== 0;
}
