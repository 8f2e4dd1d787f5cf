// Content of the stream channel: a 32-byte header followed by one frame (docs/protocol-v2.md §12.1).

import { ProtocolError } from './protocol-error.ts';
import { isCompressed, isKnownPixelFormat, rawPictureBytes } from '../picture/pixel-format.ts';

export const streamHeaderSize = 32;
/** Fields up to the data offset, which firmware without the fps field has too. */
const smallestHeader = 20;
/** Larger than any sensor; a header with more is damage. */
export const maxFrameDimension = 8192;

export interface StreamHeader {
  /** pixels */
  readonly width: number;
  readonly height: number;
  /** `PixelFormat` */
  readonly format: number;
  /** Raw formats: bytes per pixel (0 for binary). Compressed formats: data bytes. */
  readonly size: number;
  /** Start of the data, in bytes from the start of the header. */
  readonly dataOffset: number;
  /** Smoothed snapshot rate of the script in frames per second; 0 until known. */
  readonly fps: number;
}

export function encodeStreamHeader(header: StreamHeader): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(streamHeaderSize);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.width, true);
  view.setUint32(4, header.height, true);
  view.setUint32(8, header.format, true);
  view.setUint32(12, header.size, true);
  view.setUint32(16, header.dataOffset, true);
  view.setFloat32(20, header.fps, true);
  return bytes;
}

/** Reads the fields without validation. Throws `bad-frame-header` if they are incomplete. */
export function decodeStreamHeader(bytes: Uint8Array): StreamHeader {
  if (bytes.length < smallestHeader) {
    throw new ProtocolError('bad-frame-header', `A frame of ${bytes.length} bytes has no complete header.`, {
      data: { have: bytes.length, need: smallestHeader },
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataOffset = view.getUint32(16, true);
  const fps = dataOffset >= 24 && bytes.length >= 24 ? view.getFloat32(20, true) : 0;
  return {
    width: view.getUint32(0, true),
    height: view.getUint32(4, true),
    format: view.getUint32(8, true),
    size: view.getUint32(12, true),
    dataOffset,
    fps: Number.isFinite(fps) && fps > 0 ? fps : 0,
  };
}

/** Number of data bytes according to the header; undefined for an unknown format. */
export function frameDataBytes(header: StreamHeader): number | undefined {
  if (!isKnownPixelFormat(header.format)) return undefined;
  return isCompressed(header.format) ? header.size : rawPictureBytes(header.format, header.width, header.height);
}

/**
 * Validates a header against the size of header and data, and returns the number of data bytes.
 * Throws `bad-frame-header`, which names the field with the impossible value.
 */
export function checkStreamHeader(header: StreamHeader, totalBytes: number): number {
  const fail = (field: string, value: number, message: string): never => {
    throw new ProtocolError('bad-frame-header', message, { data: { field, value } });
  };
  for (const field of ['width', 'height'] as const) {
    const value = header[field];
    if (value < 1 || value > maxFrameDimension)
      fail(field, value, `A frame ${field} of ${value} pixels is impossible.`);
  }
  if (header.dataOffset < smallestHeader || header.dataOffset > totalBytes) {
    fail('dataOffset', header.dataOffset, `Frame data at ${header.dataOffset} lies outside ${totalBytes} bytes.`);
  }
  const dataBytes = frameDataBytes(header) ?? fail('format', header.format, `Unknown pixel format ${header.format}.`);
  if (dataBytes < 1 || header.dataOffset + dataBytes > totalBytes) {
    fail('size', dataBytes, `Frame data of ${dataBytes} bytes does not fit ${totalBytes - header.dataOffset} bytes.`);
  }
  return dataBytes;
}
