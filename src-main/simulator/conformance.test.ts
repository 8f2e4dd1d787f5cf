// Every row of the device table, reference §20: a 4096-byte buffer, default capabilities (all on, 4082).

import { expect, test } from 'vitest';
import { Opcode } from '../../src-shared/protocol/constants.ts';
import { encodePacket } from '../../src-shared/protocol/packet.ts';
import { encodeCapabilities, encodeReadRequest, encodeWriteRequest } from '../../src-shared/protocol/payloads.ts';
import { PixelFormat } from '../../src-shared/protocol/pixel-format.ts';
import { CameraBench, fromHex, outcome, toHex } from './testing/camera-bench.ts';

const grayFrame = { width: 4, height: 2, format: PixelFormat.grayscale, data: new Uint8Array(8) };
const profiling = { settings: { profileChannel: true, pmuCounters: 8 } };
const caps = (maxPayload: number): Uint8Array =>
  encodeCapabilities({ crc: true, seq: true, ack: true, events: true, maxPayload });

test.each([0, 5, 200])('SYNC is taken with any number (%i) and answered with number 0', async (seq) => {
  const bench = await CameraBench.create();
  await bench.request(Opcode.protoVersion);
  bench.send(Opcode.protoSync, 0, undefined, seq);
  expect(bench.takeHex()).toBe('aad50000010000000846');
  bench.seq = 0;
  expect(outcome(await bench.request(Opcode.protoVersion))).toBe('data 16 08');
});

test('GET_CAPS tells everything on and 4082 bytes', async () => {
  const bench = await CameraBench.create();
  bench.sendHex('aad5000000010000c3dd');
  expect(bench.takeHex()).toBe('aad5000008011000ef0b0f000000f20f000000000000000000008d0e859e');
});

test.each([
  [49, 'nak 2'],
  [50, 'ack'],
  [4082, 'ack'],
  [4083, 'nak 2'],
])('SET_CAPS with %i bytes of payload is answered with %s', async (maxPayload, expected) => {
  const bench = await CameraBench.create();
  expect(outcome(await bench.request(Opcode.protoSetCaps, 0, caps(maxPayload)))).toBe(expected);
});

test('SET_CAPS of another length than 16 is invalid', async () => {
  const bench = await CameraBench.create();
  expect(outcome(await bench.request(Opcode.protoSetCaps, 0, caps(100).subarray(0, 15)))).toBe('nak 2');
});

test('a list of five channels comes in two packets when a payload is 50 bytes', async () => {
  const bench = await CameraBench.create(profiling);
  await bench.request(Opcode.protoSetCaps, 0, caps(50));
  const packets = await bench.request(Opcode.channelList);
  expect(outcome(packets)).toBe('data 50 18, data 30 08');
  expect(packets.map((packet) => toHex(packet.payload)).join('')).toBe(
    '004075736200000000000000000000000106737464696e00000000000000000002017374646f757400000000000000000319' +
      '73747265616d000000000000000004' +
      '0970726f66696c6500000000000000',
  );
});

test.each([
  ['an unknown opcode', 0x05, 0, 'nak 2'],
  ['SYS_EVENT', Opcode.sysEvent, 0, 'nak 2'],
  ['CHANNEL_EVENT', Opcode.channelEvent, 0, 'nak 2'],
  ['SYS_INFO on channel 3', Opcode.sysInfo, 3, 'nak 2'],
  ['SIZE of a missing channel', Opcode.channelSize, 9, 'nak 2'],
  ['SIZE of stdin', Opcode.channelSize, 1, 'nak 2'],
  ['SHAPE of stdout', Opcode.channelShape, 2, 'nak 2'],
  ['LOCK of a missing channel', Opcode.channelLock, 9, 'nak 4'],
  ['LOCK of the stream without a frame', Opcode.channelLock, 3, 'nak 4'],
  ['UNLOCK of stdout', Opcode.channelUnlock, 2, 'nak 4'],
  ['LOCK of the profile without records', Opcode.channelLock, 4, 'nak 4'],
])('%s is answered as by the firmware', async (_name, opcode, channel, expected) => {
  const bench = await CameraBench.create(profiling);
  const packets = await bench.request(opcode, channel);
  expect([outcome(packets), packets[0]!.channel]).toEqual([expected, channel]);
});

test('LOCK of the stream is busy within 10 ms of the last one, not after', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.ioctl(3, 0, 1);
  await bench.ioctl(3, 2, 320, 240);
  await bench.ioctl(3, 1, 1);
  const results: string[] = [];
  const lockAfter = async (ms: number): Promise<void> => {
    bench.clock.advance(ms);
    bench.engine.snapshot(grayFrame);
    results.push(outcome(await bench.request(Opcode.channelLock, 3)));
    await bench.request(Opcode.channelUnlock, 3);
  };
  for (const ms of [100, 10, 1]) await lockAfter(ms);
  expect(results).toEqual(['ack', 'nak 4', 'ack']);
});

test.each([
  ['READ of no bytes', Opcode.channelRead, 2, encodeReadRequest(0, 0), 'nak 2'],
  ['READ of a stream without a frame', Opcode.channelRead, 3, encodeReadRequest(0, 32), 'nak 1'],
  ['READ with a short payload', Opcode.channelRead, 2, new Uint8Array(4), 'nak 2'],
  ['IOCTL CTRL of the stream without argument', Opcode.channelIoctl, 3, fromHex('00000000'), 'nak 2'],
  ['an unknown IOCTL', Opcode.channelIoctl, 3, fromHex('09000000'), 'nak 2'],
  ['an IOCTL without a number', Opcode.channelIoctl, 3, new Uint8Array(2), 'nak 2'],
  ['WRITE of no bytes', Opcode.channelWrite, 1, encodeWriteRequest(0, new Uint8Array(0)), 'nak 2'],
  ['WRITE to stdout', Opcode.channelWrite, 2, encodeWriteRequest(0, new Uint8Array(4)), 'nak 2'],
  ['WRITE that claims more than it has', Opcode.channelWrite, 1, fromHex('00000000 09000000 61'), 'nak 2'],
  ['EXEC with an empty buffer', Opcode.channelIoctl, 1, fromHex('02000000'), 'nak 1'],
  ['PROFILE_STATS', Opcode.channelIoctl, 4, fromHex('03000000'), 'nak 1'],
])('%s is refused', async (_name, opcode, channel, payload, expected) => {
  const bench = await CameraBench.create(profiling);
  expect(outcome(await bench.request(opcode, channel, payload))).toBe(expected);
});

test('a read of stdout that runs dry ends in FAILED behind what there was', async () => {
  const bench = await CameraBench.create();
  await bench.drainStdout();
  bench.engine.print('x'.repeat(32));
  expect(outcome(await bench.read(2, 0, 100))).toBe('data 32 18, nak 1');
});

test('a read of empty stdout fails', async () => {
  const bench = await CameraBench.create();
  await bench.drainStdout();
  expect(outcome(await bench.read(2, 0, 10))).toBe('nak 1');
});

test('the profile channel tells no records of 104 bytes with eight counters', async () => {
  const bench = await CameraBench.create(profiling);
  const [packet] = await bench.request(Opcode.channelShape, 4);
  expect(toHex(packet!.payload)).toBe('0000000068000000');
});

test('a length beyond the payload limit is answered once with OVERFLOW and the rest is skipped as garbage', async () => {
  const bench = await CameraBench.createQuiet();
  bench.send(Opcode.channelWrite, 1, new Uint8Array(4098).fill(0x61));
  expect(outcome(bench.takePackets())).toBe('nak 7');
  bench.seq++;
  expect(outcome(await bench.request(Opcode.protoVersion))).toBe('data 16 00');
});

test('a wrong number is answered with SEQUENCE and the number that was due; the next one follows it', async () => {
  const bench = await CameraBench.createQuiet();
  const due = bench.seq;
  bench.send(Opcode.channelPoll, 0, undefined, due + 9);
  const [packet] = bench.takePackets();
  expect([outcome([packet!]), packet!.seq]).toEqual(['nak 6', due]);
  bench.seq = due + 1;
  expect(outcome(await bench.request(Opcode.channelPoll))).toBe('data 4 00');
});

test('a wrong payload checksum is answered with CHECKSUM and counted', async () => {
  const bench = await CameraBench.createQuiet();
  const packet = encodePacket(
    { seq: bench.seq, channel: 1, flags: 0, opcode: Opcode.channelIoctl },
    fromHex('03000000'),
  );
  packet[packet.length - 1]! ^= 0xff;
  bench.host.write(packet);
  expect(outcome(bench.takePackets())).toBe('nak 5');
  expect(bench.camera.stats.checksumErrors).toBe(1);
});

test('a wrong header checksum is met with silence', async () => {
  const bench = await CameraBench.createQuiet();
  const packet = encodePacket({ seq: bench.seq, channel: 0, flags: 0, opcode: Opcode.channelPoll });
  packet[9]! ^= 0xff;
  bench.host.write(packet);
  expect(bench.takeHex()).toBe('');
  expect(outcome(await bench.request(Opcode.channelPoll))).toBe('data 4 00');
});

test('LOCK and SIZE in one write are both answered', async () => {
  const bench = await CameraBench.createQuiet();
  const seq = bench.seq;
  const request = (at: number, opcode: number): Uint8Array => encodePacket({ seq: at, channel: 3, flags: 0, opcode });
  bench.host.write(new Uint8Array([...request(seq, Opcode.channelLock), ...request(seq + 1, Opcode.channelSize)]));
  expect(outcome(bench.takePackets())).toBe('nak 4, data 4 00');
});

test('an unacknowledged answer is sent again at 0.5, 1.5 and 3.5 s, and the session is reset at 7.5 s', async () => {
  const bench = await CameraBench.create({ settings: { defaults: { events: false } } });
  bench.sendHex('aad5000000010000c3dd');
  bench.takeHex();
  const times: number[] = [];
  const headers: string[] = [];
  for (let ms = 1; ms <= 7600; ms++) {
    bench.clock.advance(1);
    const hex = bench.takeHex();
    if (hex === '') continue;
    times.push(ms);
    headers.push(hex.slice(0, 20));
  }
  expect(times).toEqual([501, 1502, 3503]);
  expect(new Set(headers)).toEqual(new Set(['aad500000c0110009153']));
  await bench.request(Opcode.protoVersion);
  expect(bench.camera.stats.retransmits).toBe(3);
});
