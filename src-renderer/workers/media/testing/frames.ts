import type { LaneHeader } from '../../../../src-shared/contract/frame-lane.ts';
import type { ReceivedFrame } from '../decoders/frame-decoder.ts';

/** A frame with the sequence number as its bytes' first value. */
export function testFrame(sequence: number, header: Partial<LaneHeader> = {}, data?: readonly number[]): ReceivedFrame {
  const bytes = Uint8Array.from(data ?? [sequence]);
  return {
    header: {
      sequence,
      source: 1,
      encoding: 'jpeg',
      keyFrame: true,
      format: 0x06060000,
      width: 320,
      height: 240,
      dataBytes: bytes.length,
      cameraFps: 30,
      eventAtMs: 0,
      receivedAtMs: 0,
      droppedByCamera: 0,
      droppedByHost: 0,
      ...header,
    },
    data: bytes,
  };
}
