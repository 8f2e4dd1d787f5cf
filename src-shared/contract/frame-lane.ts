// The bytes of a frame lane: for each frame a header of fixed length, then `dataBytes` bytes. Little-endian.
// The host writes it (host/frame-lane.ts), the media worker reads it (workers/media/lane-reader.ts).

import { frameEncodings } from '../picture/encoding.ts';
import type { Frame } from '../picture/frame.ts';

/** Bytes. */
export const laneHeaderSize = 64;
const laneMagic = 0x32464656; // "VFF2"
const keyFrameFlag = 0x01;
/** Quarter turns of `rotation`, two bits. */
const rotationShift = 1;

/**
 * A frame without its bytes. `eventAtMs` and `receivedAtMs` are wall-clock milliseconds (Date.now) here, because the page
 * has another monotonic clock.
 */
export interface LaneHeader extends Omit<Frame, 'data' | 'droppedBefore'> {
  /** Number of the media source; a frame of another source is never needed to decode this one. */
  readonly source: number;
  readonly dataBytes: number;
  /** Frames of the source that were lost before the host had them, since the connection began. */
  readonly droppedByCamera: number;
  /** Frames that the lane left out because the page had no credit for them, since the connection began. */
  readonly droppedByHost: number;
}

/** A frame on its way to a page. */
export interface LaneFrame<Bytes extends Uint8Array = Uint8Array> {
  readonly header: LaneHeader;
  readonly data: Bytes;
}

export function encodeLaneHeader(header: LaneHeader): Uint8Array<ArrayBuffer> {
  const headerBytes = new Uint8Array(laneHeaderSize);
  const view = new DataView(headerBytes.buffer);
  const quarterTurns = (header.rotation ?? 0) / 90;
  view.setUint32(0, laneMagic, true);
  view.setUint32(4, header.sequence, true);
  view.setUint32(8, header.width, true);
  view.setUint32(12, header.height, true);
  view.setUint32(16, header.format, true);
  view.setUint32(20, header.dataBytes, true);
  view.setFloat64(24, header.eventAtMs, true);
  view.setFloat64(32, header.receivedAtMs, true);
  view.setFloat32(40, header.cameraFps, true);
  view.setUint32(44, header.droppedByCamera, true);
  view.setUint32(48, header.droppedByHost, true);
  view.setUint16(52, header.source, true);
  view.setUint8(54, frameEncodings.indexOf(header.encoding));
  view.setUint8(55, (header.keyFrame ? keyFrameFlag : 0) | (quarterTurns << rotationShift));
  view.setFloat64(56, header.cameraTimeMs ?? Number.NaN, true);
  return headerBytes;
}

/** Undefined if the bytes are not a lane header. */
export function decodeLaneHeader(headerBytes: Uint8Array): LaneHeader | undefined {
  if (headerBytes.length < laneHeaderSize) return undefined;
  const view = new DataView(headerBytes.buffer, headerBytes.byteOffset, headerBytes.byteLength);
  const encoding = frameEncodings[view.getUint8(54)];
  if (view.getUint32(0, true) !== laneMagic || encoding === undefined) return undefined;
  const flags = view.getUint8(55);
  const rotation = ([undefined, 90, 180, 270] as const)[(flags >> rotationShift) & 3];
  const cameraTimeMs = view.getFloat64(56, true);
  return {
    sequence: view.getUint32(4, true),
    width: view.getUint32(8, true),
    height: view.getUint32(12, true),
    format: view.getUint32(16, true),
    dataBytes: view.getUint32(20, true),
    eventAtMs: view.getFloat64(24, true),
    receivedAtMs: view.getFloat64(32, true),
    cameraFps: view.getFloat32(40, true),
    droppedByCamera: view.getUint32(44, true),
    droppedByHost: view.getUint32(48, true),
    source: view.getUint16(52, true),
    encoding,
    keyFrame: (flags & keyFrameFlag) !== 0,
    ...(rotation === undefined ? {} : { rotation }),
    ...(Number.isNaN(cameraTimeMs) ? {} : { cameraTimeMs }),
  };
}
