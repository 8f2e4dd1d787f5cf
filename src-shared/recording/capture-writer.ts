import {
  captureHeaderSize,
  captureMagic,
  captureVersion,
  recordHeaderSize,
  type CaptureMetadata,
  type RecordKind,
} from './capture-format.ts';

/** The header of a capture log. */
export function encodeCaptureHeader(metadata: CaptureMetadata): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(metadata));
  const bytes = new Uint8Array(captureHeaderSize + json.length);
  const view = new DataView(bytes.buffer);
  bytes.set(captureMagic);
  view.setUint16(8, captureVersion, true);
  view.setUint32(12, json.length, true);
  bytes.set(json, captureHeaderSize);
  return bytes;
}

/** One record as new bytes; `payload` is copied. */
export function encodeCaptureRecord(
  kind: RecordKind,
  timeUs: number,
  payload: Uint8Array = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(recordHeaderSize + payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = kind;
  view.setUint32(4, payload.length, true);
  view.setBigUint64(8, BigInt(Math.max(0, Math.round(timeUs))), true);
  bytes.set(payload, recordHeaderSize);
  return bytes;
}
