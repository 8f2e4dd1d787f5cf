import { expect, test } from 'vitest';
import { Deferred } from '../../../../../src-shared/lib/deferred.ts';
import { Opcode } from '../../../../../src-shared/openmv/constants.ts';
import { decodeChannelList } from '../../../../../src-shared/openmv/payloads.ts';
import type { ChannelCall, ChannelReply } from '../../../core/script-engine.ts';
import type { ScriptedChannel } from '../../../testing/scripted-engine.ts';
import { CameraBench, outcome, toHex, turn } from '../../../testing/camera-bench.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const value = (number: number | undefined): ChannelReply => ({ kind: 'value', value: number });

async function withChannel(channel: ScriptedChannel, settings = {}): Promise<CameraBench> {
  const bench = await CameraBench.createQuiet({ settings });
  await bench.exec('run');
  bench.engine.register(channel);
  bench.takePackets();
  return bench;
}

test('channels take the lowest free ids and are announced; a reboot removes them', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.exec('run');
  bench.takePackets();
  bench.engine.register({ name: 'ticks', flags: 1, methods: ['read'] });
  bench.engine.register({ name: 'a name that is too long', flags: 2, methods: ['write'] });
  expect(bench.takeSummary()).toEqual(['0 13 20 0000', '0 13 20 0000']);
  const list = async () => decodeChannelList((await bench.request(Opcode.channelList))[0]!.payload).slice(4);
  expect(await list()).toEqual([
    { id: 4, flags: 0x21, name: 'ticks' },
    { id: 5, flags: 0x22, name: 'a name that i' },
  ]);
  bench.engine.end();
  bench.clock.advance(100);
  await turn();
  bench.seq = 0;
  bench.takePackets();
  expect(await list()).toEqual([]);
});

test('beside a profile channel the first script channel has id 5', async () => {
  const bench = await withChannel({ name: 'x', methods: ['read'] }, { profileChannel: true });
  expect(outcome(await bench.request(Opcode.channelSize, 5))).toBe('nak 2');
  expect(decodeChannelList((await bench.request(Opcode.channelList))[0]!.payload).at(-1)?.id).toBe(5);
});

test('more channels than the table holds are ignored', async () => {
  const bench = await CameraBench.createQuiet();
  for (let count = 0; count < 40; count++) bench.engine.register({ name: 'same', methods: ['read'] });
  bench.takePackets();
  expect(decodeChannelList((await bench.request(Opcode.channelList))[0]!.payload)).toHaveLength(32);
});

test('size, shape, lock, unlock and poll become calls', async () => {
  const replies: Partial<Record<ChannelCall['op'], ChannelReply>> = {
    size: value(10),
    shape: { kind: 'shape', shape: [3, 2] },
    lock: value(1),
    unlock: value(0),
    poll: value(1),
  };
  const bench = await withChannel({
    name: 'x',
    methods: ['size', 'shape', 'lock', 'unlock', 'poll'],
    answer: ({ op }) => replies[op] ?? { kind: 'raised' },
  });
  const results: string[] = [];
  for (const opcode of [Opcode.channelSize, Opcode.channelShape, Opcode.channelLock, Opcode.channelUnlock]) {
    const packets = await bench.request(opcode, 4);
    results.push(`${outcome(packets)} ${toHex(packets[0]!.payload)}`);
  }
  const [poll] = await bench.request(Opcode.channelPoll);
  expect([...results, poll!.payload[0]! & 0x10]).toEqual([
    'data 4 00 0a000000',
    'data 8 00 0300000002000000',
    'ack ',
    'nak 4 0400',
    0x10,
  ]);
});

test('operations that the backend lacks are invalid, LOCK is busy', async () => {
  const bench = await withChannel({ name: 'x', methods: ['poll'] });
  const results: string[] = [];
  for (const opcode of [Opcode.channelSize, Opcode.channelShape, Opcode.channelLock, Opcode.channelUnlock]) {
    results.push(outcome(await bench.request(opcode, 4)));
  }
  results.push(outcome(await bench.read(4, 0, 4)), outcome(await bench.write(4, 0, 'x')));
  expect(results).toEqual(['nak 2', 'nak 2', 'nak 4', 'nak 4', 'nak 2', 'nak 2']);
});

test('exceptions count as the firmware counts them', async () => {
  const bench = await withChannel({
    name: 'x',
    methods: ['size', 'shape', 'poll', 'lock', 'read', 'write', 'ioctl'],
    answer: () => ({ kind: 'raised' }),
  });
  const results: string[] = [];
  for (const opcode of [Opcode.channelSize, Opcode.channelShape, Opcode.channelLock]) {
    results.push(outcome(await bench.request(opcode, 4)));
  }
  results.push(outcome(await bench.read(4, 0, 4)), outcome(await bench.write(4, 0, 'x')));
  results.push(outcome(await bench.ioctl(4, 1)));
  expect(results).toEqual(['data 4 00', 'data 0 00', 'nak 4', 'nak 1', 'ack', 'nak 1']);
});

test.each([
  [value(5), 'ack'],
  [value(-1), 'ack'],
  [value(0), 'nak 1'],
  [value(undefined), 'nak 1'],
])('a write that returns %j is answered with %s', async (reply, expected) => {
  const bench = await withChannel({ name: 'x', methods: ['write'], answer: () => reply });
  expect(outcome(await bench.write(4, 0, 'data'))).toBe(expected);
});

test.each([
  [value(undefined), 'ack'],
  [value(0), 'ack'],
  [value(1), 'nak 1'],
])('an ioctl that returns %j is answered with %s', async (reply, expected) => {
  const bench = await withChannel({ name: 'x', methods: ['ioctl'], answer: () => reply });
  expect(outcome(await bench.ioctl(4, 7, 1, 2))).toBe(expected);
});

test('calls carry what the host sent', async () => {
  const calls: ChannelCall[] = [];
  const bench = await withChannel({
    name: 'x',
    methods: ['write', 'ioctl'],
    answer: (call) => {
      calls.push(call);
      return value(1);
    },
  });
  await bench.write(4, 9, 'hello');
  await bench.ioctl(4, 7, 0x01020304);
  expect(calls).toEqual([
    { op: 'write', offset: 9, data: text('hello') },
    { op: 'ioctl', request: 7, args: Uint8Array.of(4, 3, 2, 1) },
  ]);
});

test('read is asked for 512 bytes at a time and may give less; readp for everything at once', async () => {
  const asked: (readonly [string, number, number])[] = [];
  const answer = (call: ChannelCall): ChannelReply => {
    if (call.op !== 'read' && call.op !== 'readp') return { kind: 'raised' };
    asked.push([call.op, call.offset, call.length]);
    return { kind: 'bytes', bytes: new Uint8Array(call.op === 'read' ? Math.min(call.length, 300) : call.length) };
  };
  const bench = await withChannel({ name: 'pieces', methods: ['read'], answer });
  bench.engine.register({ name: 'whole', methods: ['readp', 'read'], answer });
  bench.takePackets();
  expect(outcome(await bench.read(4, 100, 700))).toBe('data 300 10, data 300 10, data 100 00');
  expect(outcome(await bench.read(5, 0, 5000))).toBe('data 4082 10, data 918 00');
  expect(asked).toEqual([
    ['read', 100, 512],
    ['read', 400, 400],
    ['read', 700, 100],
    ['readp', 0, 5000],
  ]);
});

test('a read that runs dry keeps what came and ends in FAILED', async () => {
  let left = [text('abc')];
  const bench = await withChannel({
    name: 'x',
    methods: ['read'],
    answer: () => ({ kind: 'bytes', bytes: left.shift() ?? new Uint8Array(0) }),
  });
  expect(outcome(await bench.read(4, 0, 10))).toBe('data 3 10, nak 1');
  left = [];
  expect(outcome(await bench.read(4, 0, 10))).toBe('nak 1');
});

test('a readp that gives too little fails', async () => {
  const bench = await withChannel({
    name: 'x',
    methods: ['readp'],
    answer: () => ({ kind: 'bytes', bytes: new Uint8Array(3) }),
  });
  expect(outcome(await bench.read(4, 0, 10))).toBe('nak 1');
});

test('requests behind a slow channel call are answered after it, in order', async () => {
  const gate = new Deferred<ChannelReply>();
  const bench = await withChannel({ name: 'x', methods: ['size'], answer: () => gate.promise });
  bench.send(Opcode.channelSize, 4, undefined, bench.seq);
  bench.send(Opcode.protoVersion, 0, undefined, bench.seq + 1);
  await turn();
  expect(bench.takeSummary()).toEqual([]);
  gate.resolve(value(1));
  await turn();
  expect(bench.takePackets().map((packet) => packet.opcode)).toEqual([Opcode.channelSize, Opcode.protoVersion]);
});

test('a call that the script never answers fails after two seconds', async () => {
  const bench = await withChannel({ name: 'x', methods: ['write'], answer: () => new Promise(() => {}) });
  bench.send(Opcode.channelWrite, 4, Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 9));
  bench.clock.advance(2000);
  await turn();
  expect(outcome(bench.takePackets().filter((packet) => packet.opcode === Opcode.channelWrite))).toBe('nak 1');
});

test('SYNC ends the wait for a channel call, and its late answer is not sent', async () => {
  const gate = new Deferred<ChannelReply>();
  const bench = await withChannel({ name: 'x', methods: ['size'], answer: () => gate.promise });
  bench.send(Opcode.channelSize, 4);
  bench.send(Opcode.protoSync, 0, undefined, 0);
  await turn();
  gate.resolve(value(1));
  await turn();
  expect(bench.takeSummary()).toEqual(['0 00 01 ']);
});

test('events of the script name its channel; 0xFFFF is empty; nothing is sent for a channel that is gone', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.exec('run');
  const handle = bench.engine.register({ name: 'x', methods: ['read'] });
  bench.takePackets();
  bench.engine.sendEvent(handle, 0x00aa);
  bench.engine.sendEvent(handle, 0xffff);
  bench.engine.sendEvent(handle + 1, 1);
  expect(bench.takeSummary()).toEqual(['4 29 20 aa00', '4 29 20 ']);
});

test('an event that wants an acknowledgement is repeated until it has it and takes no number', async () => {
  const bench = await CameraBench.create();
  await bench.exec('run');
  const handle = bench.engine.register({ name: 'x', methods: ['read'] });
  bench.takePackets();
  bench.engine.sendEvent(handle, 0x00aa, true);
  bench.clock.advance(501);
  const packets = bench.takePackets().filter((packet) => packet.channel === 4);
  expect(packets.map((packet) => packet.flags)).toEqual([0x28, 0x2c]);
  bench.send(packets[0]!.opcode, 4);
  const before = bench.seq;
  expect(packets[0]!.seq).toBe(before);
});

test('events stay in flight until the link has sent them', async () => {
  const bench = await CameraBench.createQuiet();
  bench.host.setSlow(true);
  await bench.exec('channels');
  const handle = bench.engine.register({ name: 'flood', methods: ['poll'] });
  for (let count = 0; count < 10; count++) bench.engine.sendEvent(handle, count);
  expect(bench.engine.eventsInFlight).toBeGreaterThan(0);
  bench.host.setSlow(false);
  await turn();
  expect(bench.engine.eventsInFlight).toBe(0);
});
