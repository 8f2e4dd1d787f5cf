// One packet on the wire: a 10-byte header, the payload, and a CRC-32 if there is a payload (docs/protocol-v2.md §3).
// Hand-written instead of a declared layout, because this is the hot path in both directions.

import { headerSize, payloadCrcSize, syncByte0, syncByte1 } from './constants.ts';
import { crc16, crc32 } from './crc.ts';

/** Fields of a header except the payload length. */
export interface PacketHeader {
  /** 0..255 */
  readonly seq: number;
  readonly channel: number;
  /** `Flag` bits */
  readonly flags: number;
  readonly opcode: number;
}

const noPayload = new Uint8Array(0);

/** Size on the wire of a packet with a payload of this size, in bytes. */
export function packetSize(payloadLength: number): number {
  return payloadLength === 0 ? headerSize : headerSize + payloadLength + payloadCrcSize;
}

/**
 * Writes header and checksums around a payload that is already in place at `at + headerSize`.
 * If `crcEnabled` is false, both checksum fields are zero. Returns the size of the packet in bytes.
 */
export function sealPacket(
  target: Uint8Array,
  at: number,
  header: PacketHeader,
  payloadLength: number,
  crcEnabled: boolean,
): number {
  target[at] = syncByte0;
  target[at + 1] = syncByte1;
  target[at + 2] = header.seq;
  target[at + 3] = header.channel;
  target[at + 4] = header.flags;
  target[at + 5] = header.opcode;
  target[at + 6] = payloadLength & 0xff;
  target[at + 7] = payloadLength >>> 8;
  const headerCrc = crcEnabled ? crc16(target, at, at + 8) : 0;
  target[at + 8] = headerCrc & 0xff;
  target[at + 9] = headerCrc >>> 8;
  if (payloadLength === 0) return headerSize;
  const end = at + headerSize + payloadLength;
  const payloadCrc = crcEnabled ? crc32(target, at + headerSize, end) : 0;
  target[end] = payloadCrc & 0xff;
  target[end + 1] = (payloadCrc >>> 8) & 0xff;
  target[end + 2] = (payloadCrc >>> 16) & 0xff;
  target[end + 3] = payloadCrc >>> 24;
  return headerSize + payloadLength + payloadCrcSize;
}

/** Encodes a complete packet as new bytes. */
export function encodePacket(
  header: PacketHeader,
  payload: Uint8Array = noPayload,
  crcEnabled = true,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(packetSize(payload.length));
  bytes.set(payload, headerSize);
  sealPacket(bytes, 0, header, payload.length, crcEnabled);
  return bytes;
}

export function readPayloadLength(bytes: Uint8Array, at: number): number {
  return bytes[at + 6]! | (bytes[at + 7]! << 8);
}

export function headerCrcMatches(bytes: Uint8Array, at: number): boolean {
  return crc16(bytes, at, at + 8) === (bytes[at + 8]! | (bytes[at + 9]! << 8));
}

/** Whether the CRC-32 behind a non-empty payload is correct; `at` is the start of the packet. */
export function payloadCrcMatches(bytes: Uint8Array, at: number, payloadLength: number): boolean {
  const end = at + headerSize + payloadLength;
  const stored = bytes[end]! | (bytes[end + 1]! << 8) | (bytes[end + 2]! << 16) | (bytes[end + 3]! << 24);
  return crc32(bytes, at + headerSize, end) === stored;
}
