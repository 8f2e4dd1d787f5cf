// GET_STATE: everything a host polls for, in one reply (docs/usbdbg.md §4). Reading it consumes the text in it.

import { StateFlag } from './constants.ts';
import { decodeFrameSize, encodeFrameSize, type FrameSize } from './frame-size.ts';
import { requireReply } from './usbdbg-error.ts';

export interface CameraPoll {
  readonly scriptRunning: boolean;
  /** A frame is waiting and now locked for the host; its description, or undefined. */
  readonly frame: FrameSize | undefined;
  readonly profilerPresent: boolean;
  readonly profilerHasPmu: boolean;
  /** Text of the script, without the closing NUL; a view into the reply. */
  readonly text: Uint8Array;
}

/** Offset of the text in bytes. */
export const stateTextOffset = 16;

/** The sizes in bytes to ask for: one less than a USB packet, so that no zero-length packet follows. */
export const stateSizes = { fixed: 64, fullSpeed: 63, highSpeed: 511 } as const;

/** Bytes of text that fit a reply of `size` bytes: one is the closing NUL. */
export function stateTextCapacity(size: number): number {
  return Math.max(0, size - stateTextOffset - 1);
}

/** A reply of `size` bytes; text beyond the capacity is left out. */
export function encodeState(state: CameraPoll, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  const text = state.text.subarray(0, stateTextCapacity(size));
  const flags =
    (state.scriptRunning ? StateFlag.scriptRunning : 0) |
    (text.length > 0 ? StateFlag.textPresent : 0) |
    (state.frame === undefined ? 0 : StateFlag.framePresent) |
    (state.profilerPresent ? StateFlag.profilerPresent : 0) |
    (state.profilerHasPmu ? StateFlag.profilerHasPmu : 0);
  new DataView(bytes.buffer).setUint32(0, flags, true);
  if (state.frame !== undefined) bytes.set(encodeFrameSize(state.frame), 4);
  bytes.set(text, stateTextOffset);
  return bytes;
}

/** Throws `reply-too-short`. */
export function decodeState(bytes: Uint8Array): CameraPoll {
  const flags = requireReply('GET_STATE', bytes, stateTextOffset).getUint32(0, true);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  return {
    scriptRunning: has(StateFlag.scriptRunning),
    frame: has(StateFlag.framePresent) ? decodeFrameSize(bytes, 4) : undefined,
    profilerPresent: has(StateFlag.profilerPresent),
    profilerHasPmu: has(StateFlag.profilerHasPmu),
    text: has(StateFlag.textPresent) ? textOf(bytes) : new Uint8Array(0),
  };
}

function textOf(bytes: Uint8Array): Uint8Array {
  const text = bytes.subarray(stateTextOffset);
  const end = text.indexOf(0);
  return end === -1 ? text : text.subarray(0, end);
}
