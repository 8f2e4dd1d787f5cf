// Compares the parser and the checksums with their simplest implementations: search byte by byte, checksum bit by bit.

import assert from 'node:assert/strict';
import { pushInChunks, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { Flag, headerSize, maxPayloadLength, Opcode, syncByte0, syncByte1 } from '../constants.ts';
import { crc16, crc32 } from '../crc.ts';
import { PacketParser } from '../packet-parser.ts';
import { encodePacket, packetSize } from '../packet.ts';
import { searchPackets, type SearchResult } from './packet-search.ts';
import { recordedSession } from './recorded-session.ts';
import { resealPackets } from './reseal-packets.ts';

const optionsBytes = 3;

/** Input: checksums off (1), the two chunk sizes, then bytes from the wire. */
export const packetParserTarget: FuzzTarget = {
  name: 'packet-parser',
  share: 2,
  seeds() {
    const session = recordedSession.map(({ bytes }) => [...bytes]);
    const nested = encodePacket(
      { seq: 3, channel: 3, flags: Flag.fragment, opcode: Opcode.channelRead },
      recordedSession[5]!.bytes,
    );
    return [
      [0, 255, 7, ...session.flat()],
      [0, 0, 0, 1, 2, syncByte0, ...session[5]!, ...session[6]!],
      [1, 3, 30, ...session[7]!, ...nested, ...session[8]!],
    ].map((bytes) => Uint8Array.from(bytes));
  },
  tokens: [
    Uint8Array.of(syncByte0, syncByte1),
    Uint8Array.of(syncByte0),
    encodePacket({ seq: 1, channel: 3, flags: Flag.ack, opcode: Opcode.channelLock }),
    encodePacket({ seq: 2, channel: 3, flags: 0, opcode: Opcode.channelRead }, Uint8Array.of(syncByte0, syncByte1, 9)),
  ],
  repair: (bytes) => resealPackets(bytes.subarray(optionsBytes)),
  run(bytes) {
    const [options = 0, oddSize = 0, evenSize = 0] = bytes;
    const wire = bytes.subarray(optionsBytes);
    const crcEnabled = (options & 1) === 0;
    const found: Uint8Array[] = [];
    const parser = new PacketParser((packet) => {
      const { payloadStart, payloadLength } = packet;
      const payload = packet.bytes.slice(payloadStart, payloadStart + payloadLength);
      found.push(encodePacket(packet, payload, crcEnabled));
    });
    parser.crcEnabled = crcEnabled;
    pushInChunks(wire, [oddSize, evenSize], (chunk) => {
      parser.push(chunk);
      assert(parser.pendingBytes < packetSize(maxPayloadLength), 'The parser holds back less than one packet.');
    });
    checkAgainst(searchPackets(wire, crcEnabled, false));
    parser.abandonUnfinished();
    checkAgainst(searchPackets(wire, crcEnabled, true));

    function checkAgainst({ places, ...counters }: SearchResult): void {
      assert.deepEqual({ ...parser.counters, pendingBytes: parser.pendingBytes }, counters);
      const expected = places.map(({ start, end }) => wire.slice(start, end));
      if (!crcEnabled) for (const packet of expected) clearChecksums(packet);
      assert.deepEqual(found, expected);
    }
  },
};

function clearChecksums(packet: Uint8Array): void {
  packet.fill(0, headerSize - 2, headerSize);
  if (packet.length > headerSize) packet.fill(0, packet.length - 4);
}

/** Input: start of the range, then its bytes. */
export const checksumsTarget: FuzzTarget = {
  name: 'checksums',
  share: 0.3,
  seeds: () => [Uint8Array.from({ length: 40 }, (_, index) => 7 * index)],
  run(bytes) {
    const from = (bytes[0] ?? 0) % 9;
    const range = bytes.subarray(from);
    assert.equal(crc16(bytes, from), crcBitByBit(range, 0x8000, 0xf94f));
    assert.equal(crc32(bytes, from) >>> 0, crcBitByBit(range, 0x8000_0000, 0xfa567d89));
  },
};

function crcBitByBit(bytes: Uint8Array, topBit: number, polynomial: number): number {
  const mask = 2 * topBit - 1;
  let crc = mask;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const isOut = (crc & topBit) !== 0;
      const isIn = ((byte >> bit) & 1) !== 0;
      crc = (crc << 1) & mask;
      if (isOut !== isIn) crc ^= polynomial;
    }
  }
  return crc >>> 0;
}
