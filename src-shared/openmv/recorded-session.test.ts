import { expect, test } from 'vitest';
import { Flag, Opcode, Status } from './constants.ts';
import { PacketParser, type ParsedPacket } from './packet-parser.ts';
import { encodePacket } from './packet.ts';
import * as payloads from './payloads.ts';
import { checkStreamHeader, decodeStreamHeader } from './stream-frame.ts';
import { toHex } from './testing/hex.ts';
import { recordedSession } from './testing/recorded-session.ts';

function parseAll(chunks: readonly Uint8Array[]): { header: Omit<ParsedPacket, 'bytes'>; payload: Uint8Array }[] {
  const packets: { header: ParsedPacket; payload: Uint8Array }[] = [];
  const parser = new PacketParser((packet) => {
    const { payloadStart, payloadLength } = packet;
    packets.push({ header: { ...packet }, payload: packet.bytes.slice(payloadStart, payloadStart + payloadLength) });
  });
  for (const chunk of chunks) parser.push(chunk);
  expect(parser.counters.skippedBytes).toBe(0);
  return packets;
}

test.each(['host', 'device'] as const)('decodes the packets of the %s in the recorded session', (side) => {
  const recorded = recordedSession.filter(({ from }) => from === side);
  const packets = parseAll(recorded.map(({ bytes }) => bytes));
  expect(packets.length).toBe(recorded.length);
  const written = packets.map(({ header, payload }) => toHex(encodePacket(header, payload)));
  expect(written).toEqual(recorded.map(({ bytes }) => toHex(bytes)));
});

test('contains device packets with the sequence numbers of docs/protocol-v2.md §4.1', () => {
  const packets = parseAll(recordedSession.filter(({ from }) => from === 'device').map(({ bytes }) => bytes));
  let next = 0;
  for (const { header } of packets) {
    // Events carry the number without advancing it; SYNC and the restart set it to 0.
    if ((header.flags & Flag.event) !== 0) continue;
    if ((header.flags & Flag.nak) !== 0) next = 0;
    expect(header.seq).toBe(next);
    next = header.opcode === Opcode.protoSync ? 0 : next + 1;
  }
});

test('decodes the payloads of the recorded session', () => {
  const recorded = (name: string): Uint8Array => {
    const { bytes } = recordedSession.find((each) => each.name === name)!;
    return parseAll([bytes])[0]!.payload;
  };
  expect(payloads.decodeCapabilities(recorded('caps'))).toEqual({
    crc: true,
    seq: true,
    ack: true,
    events: true,
    maxPayload: 8178,
  });
  expect(payloads.decodeVersions(recorded('version'))).toEqual({
    protocol: [1, 0, 2],
    bootloader: [1, 0, 3],
    firmware: [5, 0, 0],
  });
  expect(payloads.decodeChannelList(recorded('list')).map(({ id, flags, name }) => [id, flags, name])).toEqual([
    [0, 0x40, 'usb'],
    [1, 0x06, 'stdin'],
    [2, 0x01, 'stdout'],
    [3, 0x19, 'stream'],
    [4, 0x09, 'profile'],
  ]);
  const info = payloads.decodeSystemInfo(recorded('info'));
  expect(info).toMatchObject({
    cpuId: 0x411fd220,
    deviceId: [0xccbbaa99, 0x88776655, 0x44332211],
    usbVendorId: 0x37c5,
    usbProductId: 0x1206,
    chipIds: [0, 0, 0],
    streamBufferSizeKb: 1024,
  });
  expect([
    payloads.pmuCounterCount(info),
    payloads.hasHardware(info, 'npu'),
    payloads.hasHardware(info, 'multicore'),
  ]).toEqual([8, true, false]);
  expect(payloads.decodeWord('mask', recorded('mask'))).toBe(0x0e);
  expect(payloads.decodeWords(recorded('shape'))).toEqual([4, 2, 2]);
  expect(payloads.decodeStatus(recorded('NAK SEQUENCE'))).toBe(Status.sequence);
  expect(
    ['started', 'frame ready', 'stopped', 'SOFT_REBOOT'].map((name) => payloads.decodeEvent(recorded(name))),
  ).toEqual([1, 0xffff, 0, 2]);
  const frame = recorded('frame');
  const header = decodeStreamHeader(frame);
  expect(header).toEqual({ width: 4, height: 2, format: 0x0c030002, size: 2, dataOffset: 32, fps: 0 });
  expect(checkStreamHeader(header, frame.length)).toBe(16);
});
