// What the codec costs: checksums and parsing of a frame's worth of fragments.

import { Flag, Opcode } from '../src-shared/openmv/constants.ts';
import { crc32 } from '../src-shared/openmv/crc.ts';
import { PacketParser } from '../src-shared/openmv/packet-parser.ts';
import { encodePacket } from '../src-shared/openmv/packet.ts';
import { fastestMs, printFigure } from './lib/figure.ts';

const megabyte = 1024 * 1024;
const data = Uint8Array.from({ length: 4 * megabyte }, (_, index) => (index * 31) & 0xff);

let sum = 0;
const crcMs = fastestMs(10, () => (sum ^= crc32(data)));
printFigure('codec', 'crc32', data.length / 1e6 / (crcMs / 1000), 'MB/s', { bytes: data.length, check: sum });

const payload = data.subarray(0, 4082);
const packets = Array.from({ length: 512 }, (_, index) =>
  encodePacket({ seq: index & 0xff, channel: 3, flags: Flag.fragment, opcode: Opcode.channelRead }, payload),
);
const stream = new Uint8Array(packets.reduce((total, packet) => total + packet.length, 0));
let at = 0;
for (const packet of packets) {
  stream.set(packet, at);
  at += packet.length;
}
for (const chunkBytes of [4095, 65_536]) {
  let count = 0;
  const parser = new PacketParser(() => count++);
  const parseMs = fastestMs(10, () => {
    for (let from = 0; from < stream.length; from += chunkBytes) parser.push(stream.subarray(from, from + chunkBytes));
  });
  printFigure('codec', 'parse', stream.length / 1e6 / (parseMs / 1000), 'MB/s', { chunkBytes, packets: count });
}
