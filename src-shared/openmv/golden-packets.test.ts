// Every packet of docs/protocol-v2.md §25.1 and §25.3: encoded exactly as given there, and decoded.

import { describe, expect, test } from 'vitest';
import { ChannelId, eventNotify, Flag, Opcode, ProfileIoctl, Status, StdinIoctl, StreamIoctl } from './constants.ts';
import { PacketParser } from './packet-parser.ts';
import { encodePacket, headerCrcMatches, type PacketHeader } from './packet.ts';
import * as payloads from './payloads.ts';
import { fromHex, toHex } from './testing/hex.ts';

const { transport, stdin, stdout, stream, profile } = ChannelId;
const none = new Uint8Array(0);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const ioctl = (request: number, ...words: number[]): Uint8Array =>
  payloads.encodeIoctlRequest(request, payloads.encodeWords(words));
const caps = (ack: boolean, maxPayload: number): Uint8Array =>
  payloads.encodeCapabilities({ crc: true, seq: true, ack, events: true, maxPayload });
const header = (seq: number, channel: number, flags: number, opcode: number): PacketHeader => ({
  seq,
  channel,
  flags,
  opcode,
});

const vectors: readonly (readonly [name: string, header: PacketHeader, payload: Uint8Array, hex: string])[] = [
  ['PROTO_SYNC request', header(0, transport, 0, Opcode.protoSync), none, 'aad5000000000000b0ac'],
  ['PROTO_SYNC request with number 5', header(5, transport, 0, Opcode.protoSync), none, 'aad505000000000089af'],
  ['SYNC answer', header(0, transport, Flag.ack, Opcode.protoSync), none, 'aad50000010000000846'],
  ['GET_CAPS request', header(0, transport, 0, Opcode.protoGetCaps), none, 'aad5000000010000c3dd'],
  [
    'GET_CAPS answer',
    header(0, transport, Flag.ackReq, Opcode.protoGetCaps),
    caps(true, 4082),
    'aad5000008011000ef0b 0f000000f20f00000000000000000000 8d0e859e',
  ],
  ['its acknowledgement', header(0, transport, Flag.ack, Opcode.protoGetCaps), none, 'aad50000010100007b37'],
  [
    'SET_CAPS, all on',
    header(1, transport, 0, Opcode.protoSetCaps),
    caps(true, 4082),
    'aad5010000021000c84f 0f000000f20f00000000000000000000 8d0e859e',
  ],
  [
    'SET_CAPS, acknowledgements off',
    header(1, transport, 0, Opcode.protoSetCaps),
    caps(false, 4082),
    'aad5010000021000c84f 0b000000f20f00000000000000000000 152fd8bb',
  ],
  ['SET_CAPS answer', header(1, transport, Flag.ack, Opcode.protoSetCaps), none, 'aad5010001020000a0c3'],
  ['CHANNEL_LIST', header(2, transport, 0, Opcode.channelList), none, 'aad50200002000007b7f'],
  ['PROTO_VERSION', header(3, transport, 0, Opcode.protoVersion), none, 'aad5030000040000e139'],
  ['SYS_RESET', header(4, transport, 0, Opcode.sysReset), none, 'aad5040000100000cb3a'],
  ['SYS_BOOT', header(4, transport, 0, Opcode.sysBoot), none, 'aad5040000110000b84b'],
  ['SYS_MEMORY', header(4, transport, 0, Opcode.sysMemory), none, 'aad50400001400004806'],
  ['LOCK stream', header(10, stream, 0, Opcode.channelLock), none, 'aad50a0300220000feb2'],
  ['LOCK answer', header(10, stream, Flag.ack, Opcode.channelLock), none, 'aad50a03012200004658'],
  [
    'LOCK refused as BUSY',
    header(10, stream, Flag.nak, Opcode.channelLock),
    payloads.encodeStatus(Status.busy),
    'aad50a03022202001b92 0400 1f28e248',
  ],
  ['SIZE stream', header(11, stream, 0, Opcode.channelSize), none, 'aad50b0300250000a67a'],
  [
    'SIZE answer',
    header(11, stream, Flag.ackReq, Opcode.channelSize),
    payloads.encodeWords([153_632]),
    'aad50b0308250400eed3 20580200 0a9ff86f',
  ],
  ['SIZE acknowledgement', header(11, stream, Flag.ack, Opcode.channelSize), none, 'aad50b03012500001e90'],
  [
    'CHANNEL_READ',
    header(12, stream, 0, Opcode.channelRead),
    payloads.encodeReadRequest(0, 32 + 320 * 240 * 2),
    'aad50c0300260800fe17 00000000 20580200 30ea73cb',
  ],
  ['UNLOCK', header(50, stream, 0, Opcode.channelUnlock), none, 'aad5320300230000d6b2'],
  ['POLL', header(51, transport, 0, Opcode.channelPoll), none, 'aad5330000210000f3d0'],
  [
    'POLL answer',
    header(51, transport, Flag.ackReq, Opcode.channelPoll),
    payloads.encodeWords([0x0e]),
    'aad5330008210400bb79 0e000000 4656ab4f',
  ],
  [
    'NAK SEQUENCE',
    header(0, transport, Flag.nak, Opcode.channelPoll),
    payloads.encodeStatus(Status.sequence),
    'aad500000221020071e0 0600 de22819a',
  ],
  [
    'NAK CHECKSUM',
    header(1, stdin, Flag.nak, Opcode.channelIoctl),
    payloads.encodeStatus(Status.checksum),
    'aad501010228020031d2 0500 bb93f8dc',
  ],
  [
    'stdin RESET',
    header(5, stdin, 0, Opcode.channelIoctl),
    ioctl(StdinIoctl.reset),
    'aad5050100280400178f 03000000 d4cc85b0',
  ],
  [
    'stdin WRITE',
    header(6, stdin, 0, Opcode.channelWrite),
    payloads.encodeWriteRequest(0, text('print(1)\n')),
    'aad5060100271100dc89 00000000 09000000 7072696e742831290a ffa302a1',
  ],
  [
    'stdin EXEC',
    header(7, stdin, 0, Opcode.channelIoctl),
    ioctl(StdinIoctl.exec),
    'aad50701002804008b41 02000000 4b31298a',
  ],
  [
    'stdin STOP',
    header(8, stdin, 0, Opcode.channelIoctl),
    ioctl(StdinIoctl.stop),
    'aad5080100280400c044 01000000 ea37dcc5',
  ],
  [
    'STREAM_CTRL(1)',
    header(9, stream, 0, Opcode.channelIoctl),
    ioctl(StreamIoctl.ctrl, 1),
    'aad5090300280800a4b3 00000000 01000000 d0425761',
  ],
  [
    'RAW_CFG 512x512',
    header(9, stream, 0, Opcode.channelIoctl),
    ioctl(StreamIoctl.rawCfg, 512, 512),
    'aad5090300280c0010aa 02000000 00020000 00020000 2397bdcb',
  ],
  [
    'STREAM_SOURCE 0x7936',
    header(9, stream, 0, Opcode.channelIoctl),
    ioctl(StreamIoctl.source, 0x7936),
    'aad5090300280800a4b3 03000000 36790000 3555d3d8',
  ],
  [
    'PMU counter 0 = 0x39',
    header(9, profile, 0, Opcode.channelIoctl),
    ioctl(ProfileIoctl.setEvent, 0, 0x39),
    'aad5090400280c003ec1 01000000 00000000 39000000 403b20f6',
  ],
  [
    'stdout NOTIFY',
    header(0, stdout, Flag.event, Opcode.channelEvent),
    payloads.encodeEvent(eventNotify),
    'aad500022029000045cb',
  ],
  [
    'stream NOTIFY',
    header(7, stream, Flag.event, Opcode.channelEvent),
    payloads.encodeEvent(eventNotify),
    'aad50703202900009b5b',
  ],
  [
    'script started',
    header(4, stdin, Flag.event, Opcode.channelEvent),
    payloads.encodeEvent(1),
    'aad50401202902006544 0100 b0fb6882',
  ],
  [
    'script stopped',
    header(4, stdin, Flag.event, Opcode.channelEvent),
    payloads.encodeEvent(0),
    'aad50401202902006544 0000 14407216',
  ],
  [
    'CHANNEL_REGISTERED',
    header(4, transport, Flag.event, Opcode.sysEvent),
    payloads.encodeEvent(0),
    'aad5040020130200a56d 0000 14407216',
  ],
  [
    'SOFT_REBOOT',
    header(4, transport, Flag.event, Opcode.sysEvent),
    payloads.encodeEvent(2),
    'aad5040020130200a56d 0200 d54a11c4',
  ],
  [
    'an event that requests an acknowledgement',
    header(9, 5, Flag.event | Flag.ackReq, Opcode.channelEvent),
    payloads.encodeEvent(0xaa),
    'aad5090528290200edb3 aa00 1ebc039e',
  ],
  ['its acknowledgement', header(9, 5, Flag.ack, Opcode.channelEvent), none, 'aad5090501290000522d'],
];

describe.each(vectors)('%s', (_name, packetHeader, payload, hex) => {
  test('is encoded byte for byte', () => {
    expect(toHex(encodePacket(packetHeader, payload))).toBe(hex.replaceAll(' ', ''));
  });

  test('is decoded', () => {
    const read: unknown[] = [];
    const parser = new PacketParser(({ seq, channel, flags, opcode, bytes, payloadStart, payloadLength }) => {
      read.push([{ seq, channel, flags, opcode }, toHex(bytes.subarray(payloadStart, payloadStart + payloadLength))]);
    });
    parser.push(fromHex(hex));
    expect(read).toEqual([[packetHeader, toHex(payload)]]);
    expect(parser.counters).toEqual({ packets: 1, headerErrors: 0, payloadErrors: 0, skippedBytes: 0 });
  });
});

test('encodes the headers of vectors that omit the payload', () => {
  for (const hex of ['aad500000c0110009153', 'aad50c031826f20f1ec7'])
    expect(headerCrcMatches(fromHex(hex), 0)).toBe(true);
  const firstFragment = encodePacket(
    header(12, stream, Flag.ackReq | Flag.fragment, Opcode.channelRead),
    new Uint8Array(4082),
  );
  expect(toHex(firstFragment.subarray(0, 10))).toBe('aad50c031826f20f1ec7');
  const retransmitted = encodePacket(
    header(0, transport, Flag.ackReq | Flag.rtx, Opcode.protoGetCaps),
    caps(true, 4082),
  );
  expect(toHex(retransmitted.subarray(0, 10))).toBe('aad500000c0110009153');
});

test('writes zeros as checksums if they are off', () => {
  const poll = encodePacket(header(2, transport, 0, Opcode.channelPoll), none, false);
  const read = encodePacket(header(3, stdout, 0, Opcode.channelRead), payloads.encodeReadRequest(0, 32), false);
  expect([toHex(poll), toHex(read)]).toEqual(['aad50200002100000000', 'aad50302002608000000000000002000000000000000']);
});

test('decodes the fields of the annotated read request', () => {
  const bytes = fromHex('aad50c0300260800fe17 0000000020580200 30ea73cb');
  const view = new DataView(bytes.buffer);
  expect({
    sync: view.getUint16(0),
    seq: bytes[2],
    channel: bytes[3],
    flags: bytes[4],
    opcode: bytes[5],
    length: view.getUint16(6, true),
    headerCrc: view.getUint16(8, true),
    offset: view.getUint32(10, true),
    bytes: view.getUint32(14, true),
    payloadCrc: view.getUint32(18, true),
  }).toEqual({
    sync: 0xaad5,
    seq: 12,
    channel: 3,
    flags: 0,
    opcode: Opcode.channelRead,
    length: 8,
    headerCrc: 0x17fe,
    offset: 0,
    bytes: 153_632,
    payloadCrc: 0xcb73ea30,
  });
});
