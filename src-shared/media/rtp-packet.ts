// RTP packets (RFC 3550, section 5.1).

import { MediaError } from './media-error.ts';

export interface RtpPacket {
  readonly payloadType: number;
  /** The payload format's mark; for video, the last packet of a frame. */
  readonly marker: boolean;
  /** 16 bits, wraps around. */
  readonly sequence: number;
  /** In ticks of the format's clock; 32 bits, wraps around. */
  readonly timestamp: number;
  /** Synchronization source, 32 bits. */
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

export const rtpHeaderSize = 12;
const version = 2;

export function encodeRtpPacket(packet: RtpPacket): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(rtpHeaderSize + packet.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version << 6);
  view.setUint8(1, (packet.marker ? 0x80 : 0) | (packet.payloadType & 0x7f));
  view.setUint16(2, packet.sequence & 0xffff);
  view.setUint32(4, packet.timestamp >>> 0);
  view.setUint32(8, packet.ssrc >>> 0);
  bytes.set(packet.payload, rtpHeaderSize);
  return bytes;
}

/** Reads a packet; the payload is a view into `bytes`. Skips contributing sources, extension and padding. Throws `bad-rtp-packet`. */
export function decodeRtpPacket(bytes: Uint8Array): RtpPacket {
  if (bytes.length < rtpHeaderSize || bytes[0]! >> 6 !== version) throw badPacket(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = bytes[0]!;
  let start = rtpHeaderSize + 4 * (first & 0x0f);
  if ((first & 0x10) !== 0) {
    if (bytes.length < start + 4) throw badPacket(bytes);
    start += 4 + 4 * view.getUint16(start + 2);
  }
  const padding = (first & 0x20) === 0 ? 0 : bytes[bytes.length - 1]!;
  const end = bytes.length - padding;
  if (start > end) throw badPacket(bytes);
  return {
    payloadType: bytes[1]! & 0x7f,
    marker: (bytes[1]! & 0x80) !== 0,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: bytes.subarray(start, end),
  };
}

function badPacket(bytes: Uint8Array): MediaError {
  return new MediaError('bad-rtp-packet', `${bytes.length} bytes are not an RTP packet.`, {
    data: { have: bytes.length },
  });
}
