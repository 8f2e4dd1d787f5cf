import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxEventsInFlight, type ChannelReply } from '../core/script-engine.ts';
import { ScriptBench } from './testing/script-bench.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

const source = `
import protocol
class Backend:
    def __init__(self):
        self.data = b"0123456789"
    def poll(self):
        return bool(self.data)
    def size(self):
        return len(self.data)
    def shape(self):
        return (2, 5)
    def read(self, offset, size):
        return self.data[offset:offset + size].decode()
    def write(self, offset, data):
        self.data = bytes(data)
        return len(data)
    def ioctl(self, request, size, data):
        if request == 1:
            return size if data is None else -data[0]
        if request == 2:
            raise ValueError()
    def lock(self):
        return True
    def unlock(self):
        return 0
channel = protocol.register(name="buffer", backend=Backend(), flags=0x10)
channel.send_event(5)
channel.send_event(0xFFFF, wait_ack=True)
`;

test('a channel of a script that spins answers every kind of call', async () => {
  const events: unknown[] = [];
  const listening = bench.engine.onChannelEvent(({ handle, code, waitAck }) => events.push([handle, code, waitAck]));
  await bench.start(`${source}while True:\n    pass`);
  await bench.until('the channel is there', () => bench.channels.length === 1);
  expect(bench.channels[0]).toEqual({
    handle: 1,
    name: 'buffer',
    flags: 0x10 | 0x01 | 0x02 | 0x08,
    methods: new Set(['poll', 'size', 'shape', 'read', 'write', 'ioctl', 'lock', 'unlock']),
  });
  const { engine } = bench;
  const bytes = (text: string): ChannelReply => ({ kind: 'bytes', bytes: new TextEncoder().encode(text) });
  const value = (number: number | undefined): ChannelReply => ({ kind: 'value', value: number });
  expect(await engine.call(1, { op: 'poll' })).toEqual(value(1));
  expect(await engine.call(1, { op: 'size' })).toEqual(value(10));
  expect(await engine.call(1, { op: 'shape' })).toEqual({ kind: 'shape', shape: [2, 5] });
  expect(await engine.call(1, { op: 'read', offset: 3, length: 4 })).toEqual(bytes('3456'));
  expect(await engine.call(1, { op: 'read', offset: 10, length: 4 })).toEqual(bytes(''));
  expect(await engine.call(1, { op: 'write', offset: 0, data: new Uint8Array([65, 66, 67]) })).toEqual(value(3));
  expect(await engine.call(1, { op: 'read', offset: 0, length: 100 })).toEqual(bytes('ABC'));
  expect(await engine.call(1, { op: 'ioctl', request: 1, args: new Uint8Array([7]) })).toEqual(value(-7));
  expect(await engine.call(1, { op: 'ioctl', request: 1, args: new Uint8Array(0) })).toEqual(value(0));
  expect(await engine.call(1, { op: 'ioctl', request: 2, args: new Uint8Array(0) })).toEqual({ kind: 'raised' });
  expect(await engine.call(1, { op: 'ioctl', request: 3, args: new Uint8Array(0) })).toEqual(value(undefined));
  expect(await engine.call(1, { op: 'lock' })).toEqual(value(1));
  expect(await engine.call(1, { op: 'unlock' })).toEqual(value(0));
  expect(await engine.call(1, { op: 'readp', offset: 0, length: 1 })).toEqual({ kind: 'raised' });
  expect(await engine.call(9, { op: 'size' })).toEqual({ kind: 'raised' });
  expect(events).toEqual([
    [1, 5, false],
    [1, 0xffff, true],
  ]);
  listening.dispose();
  engine.interrupt();
  expect((await bench.ended()).kind).toBe('interrupted');
});

test.each([
  ['sleeps', 'import time\ntime.sleep(1000)'],
  ['prints without pause', 'while True:\n    print("x" * 50)'],
  ['sorts with a callback', 'while True:\n    sorted(range(100), key=lambda n: -n)'],
])('a channel answers while the script %s', async (_, loop) => {
  await bench.start(`${source}${loop}`);
  await bench.until('the channel is there', () => bench.channels.length === 1);
  const replies = await Promise.all(Array.from({ length: 20 }, () => bench.engine.call(1, { op: 'size' })));
  expect(replies).toEqual(Array.from({ length: 20 }, () => ({ kind: 'value', value: 10 })));
  await bench.engine.restart();
});

test('a large write and a large read arrive whole', async () => {
  await bench.start(`${source}while True:\n    pass`);
  await bench.until('the channel is there', () => bench.channels.length === 1);
  const data = Uint8Array.from({ length: 300_000 }, () => 65);
  expect(await bench.engine.call(1, { op: 'write', offset: 0, data })).toEqual({ kind: 'value', value: data.length });
  const reply = await bench.engine.call(1, { op: 'read', offset: 0, length: data.length });
  expect(reply.kind === 'bytes' && Buffer.compare(reply.bytes, data)).toBe(0);
  await bench.engine.restart();
});

test('a call to a script that ends is answered as failed', async () => {
  await bench.start(source);
  await bench.ended();
  expect(await bench.engine.call(1, { op: 'size' })).toEqual({ kind: 'raised' });
});

test('while the host takes no events send_event raises, and the script can go on', async () => {
  bench.engine.setEventsTaken(false);
  await bench.start(`${source.replace('channel.send_event(5)\nchannel.send_event(0xFFFF, wait_ack=True)\n', '')}
try:
    channel.send_event(5)
except RuntimeError:
    print("refused")
`);
  await bench.ended();
  bench.engine.setEventsTaken(true);
  expect(bench.text).toContain('refused\r\n');
});

const eventFlood = `
import protocol
class Backend:
    def poll(self): return True
channel = protocol.register("flood", Backend())
n = 0
while True:
    channel.send_event(n & 1023)
    n += 1
`;

test('a flood of events waits for the device, and Stop ends it', async () => {
  const settle: (() => void)[] = [];
  const listening = bench.engine.onChannelEvent(({ settled }) => settle.push(settled));
  await bench.start(eventFlood);
  await expect.poll(() => settle.length).toBe(maxEventsInFlight);
  // The script answers while it waits, and no further event arrives before one is settled.
  expect(await bench.engine.call(1, { op: 'poll' })).toEqual({ kind: 'value', value: 1 });
  expect(settle.length).toBe(maxEventsInFlight);
  settle[0]!();
  await expect.poll(() => settle.length).toBe(maxEventsInFlight + 1);
  bench.engine.interrupt();
  expect((await bench.ended()).text).toContain('KeyboardInterrupt');
  listening.dispose();
});

test('a flood of events from a backend ends with an exception of that backend', async () => {
  const script = `
import protocol
class Backend:
    def size(self):
        while True: channel.send_event(1)
channel = protocol.register("flood", Backend())
while True: pass
`;
  await bench.start(script);
  await bench.until('the channel is there', () => bench.channels.length === 1);
  expect(await bench.engine.call(1, { op: 'size' })).toEqual({ kind: 'raised' });
  bench.engine.interrupt();
  expect((await bench.ended()).kind).toBe('interrupted');
});

test('a script cannot register more channels than a camera has room for', async () => {
  const { text } = await bench.run(
    'import protocol\nclass B:\n    def poll(self): return 1\nn = 0\n' +
      'try:\n    while True:\n        protocol.register("x", B())\n        n += 1\nexcept RuntimeError:\n    print(n)',
  );
  expect(text).toBe('27\r\n');
});
