import { headerSize, packetOverhead, payloadCrcSize, syncByte0, syncByte1 } from '../constants.ts';
import { packetSize, readPayloadLength, sealPacket } from '../packet.ts';

/**
 * Gives everything that starts like a packet valid checksums, in place. Of packets that extend beyond the end, those
 * with an odd number are shortened; for the others only the header becomes valid.
 */
export function resealPackets(bytes: Uint8Array): void {
  for (let at = bytes.indexOf(syncByte0); at >= 0; at = bytes.indexOf(syncByte0, at)) {
    const left = bytes.length - at;
    if (left < headerSize) return;
    if (bytes[at + 1] !== syncByte1) {
      at++;
      continue;
    }
    const header = { seq: bytes[at + 2]!, channel: bytes[at + 3]!, flags: bytes[at + 4]!, opcode: bytes[at + 5]! };
    const length = readPayloadLength(bytes, at);
    if (packetSize(length) <= left) at += sealPacket(bytes, at, header, length, true);
    else if (header.seq % 2 === 0)
      sealPacket(bytes, at, header, left > packetOverhead ? left - packetOverhead : 0, true);
    else {
      // Written to a copy, because the payload checksum would lie beyond the end.
      const sealed = new Uint8Array(headerSize + length + payloadCrcSize);
      sealPacket(sealed, 0, header, length, true);
      bytes.set(sealed.subarray(0, headerSize), at);
      at += headerSize;
    }
  }
}
