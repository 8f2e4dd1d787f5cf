import { expect, test } from 'vitest';
import { Flag, Opcode } from '../../../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../../../src-shared/openmv/packet.ts';
import { encodeCapabilities, encodeReadRequest } from '../../../../../src-shared/openmv/payloads.ts';
import { PixelFormat } from '../../../../../src-shared/picture/pixel-format.ts';
import { CameraBench, fromHex, outcome, toHex, turn } from '../../../testing/camera-bench.ts';

const sync = fromHex('aad5000000000000b0ac');
const syncAnswer = 'aad50000010000000846';
const noEvents = { settings: { defaults: { events: false } } };

function request(seq: number, opcode: number, channel = 0, payload?: Uint8Array): Uint8Array {
  return encodePacket({ seq, channel, flags: 0, opcode }, payload);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

/** Streaming raw frames of 4-byte rows, with one waiting. */
async function withFrame(bench: CameraBench, bytes: number): Promise<void> {
  await bench.ioctl(3, 2, 30_000, 30_000);
  await bench.ioctl(3, 1, 1);
  await bench.ioctl(3, 0, 1);
  const data = Uint8Array.from({ length: bytes }, (_, index) => index & 0xff);
  bench.engine.snapshot({ width: 4, height: bytes / 4, format: PixelFormat.grayscale, data });
  bench.takePackets();
}

test('while an answer awaits its acknowledgement nothing else is executed', async () => {
  const bench = await CameraBench.create(noEvents);
  bench.host.write(join(request(0, Opcode.protoVersion), request(1, Opcode.channelPoll)));
  expect(outcome(bench.takePackets())).toBe('data 16 08');
  bench.host.write(encodePacket({ seq: 0, channel: 0, flags: Flag.ack, opcode: Opcode.protoVersion }));
  await turn();
  expect(outcome(bench.takePackets())).toBe('data 4 08');
});

test('an acknowledgement behind other bytes is found too', async () => {
  const bench = await CameraBench.create(noEvents);
  bench.host.write(request(0, Opcode.protoVersion));
  const ack = encodePacket({ seq: 0, channel: 0, flags: Flag.ack, opcode: Opcode.protoVersion });
  bench.host.write(join(request(1, Opcode.channelPoll), ack));
  await turn();
  expect(bench.takePackets().map((packet) => packet.opcode)).toEqual([Opcode.protoVersion, Opcode.channelPoll]);
});

test('with checksums off a repeated packet is not marked as one', async () => {
  const bench = await CameraBench.create({ settings: { defaults: { events: false, crc: false } } });
  bench.sendHex('aad50000000400000000');
  bench.clock.advance(501);
  expect(bench.takePackets().map((packet) => packet.flags)).toEqual([0x08, 0x08]);
});

test('a host that answers NAK gets three copies at once and a reset session', async () => {
  const bench = await CameraBench.create(noEvents);
  await bench.request(Opcode.protoVersion);
  bench.send(Opcode.protoVersion);
  bench.host.write(encodePacket({ seq: bench.seq, channel: 0, flags: Flag.nak, opcode: Opcode.protoVersion }));
  await turn();
  expect(bench.takePackets().map((packet) => packet.flags)).toEqual([0x08, 0x0c, 0x0c, 0x0c]);
  bench.seq = 0;
  expect(outcome(await bench.request(Opcode.protoVersion))).toBe('data 16 08');
});

test('given-up retransmissions release locks and restore the default capabilities', async () => {
  const bench = await CameraBench.create();
  await withFrame(bench, 16);
  bench.clock.advance(100);
  expect(outcome(await bench.request(Opcode.channelLock, 3))).toBe('ack');
  await bench.request(
    Opcode.protoSetCaps,
    0,
    encodeCapabilities({ crc: true, seq: true, ack: true, events: false, maxPayload: 100 }),
  );
  bench.send(Opcode.protoVersion);
  bench.clock.advance(8000);
  await turn();
  bench.takePackets();
  bench.seq = 0;
  const [caps] = await bench.request(Opcode.protoGetCaps);
  expect([toHex(caps!.payload.subarray(0, 6)), await bench.size(3)]).toEqual(['0f000000f20f', 0]);
});

test('SYNC is taken while an acknowledgement is awaited', async () => {
  const bench = await CameraBench.create(noEvents);
  bench.host.write(request(0, Opcode.protoVersion));
  bench.takeHex();
  bench.host.write(sync);
  await turn();
  expect(bench.takeHex()).toBe(syncAnswer);
  expect(outcome(await bench.request(Opcode.channelPoll))).toBe('data 4 08');
});

test('SYNC is found inside a request that never ends', async () => {
  const bench = await CameraBench.create(noEvents);
  bench.host.write(join(request(0, Opcode.channelWrite, 1, new Uint8Array(1000)).subarray(0, 700), sync));
  expect(bench.takeHex()).toBe(syncAnswer);
});

test('what a host sends behind a SYNC in one burst is lost', async () => {
  const bench = await CameraBench.create(noEvents);
  bench.host.write(join(sync, request(0, Opcode.protoVersion)));
  expect(bench.takeHex()).toBe(syncAnswer);
});

test('SYNC restores the default capabilities and frees the lock of the stream', async () => {
  const bench = await CameraBench.createQuiet();
  await withFrame(bench, 16);
  bench.clock.advance(100);
  await bench.request(Opcode.channelLock, 3);
  await bench.request(
    Opcode.protoSetCaps,
    0,
    encodeCapabilities({ crc: true, seq: false, ack: false, events: true, maxPayload: 64 }),
  );
  bench.host.write(sync);
  bench.takeHex();
  bench.seq = 0;
  const [caps] = await bench.request(Opcode.protoGetCaps);
  expect([toHex(caps!.payload.subarray(0, 6)), await bench.size(3)]).toEqual(['0b000000f20f', 0]);
});

test('a SYNC with a payload and junk before it are tolerated', async () => {
  const bench = await CameraBench.create(noEvents);
  bench.host.write(fromHex('308704000000'));
  bench.host.write(request(0, Opcode.protoSync, 0, new Uint8Array(4)));
  expect(bench.takeHex()).toBe(syncAnswer);
});

test('a SYNC in the middle of a stdout read lets stray fragments follow, numbered from 0', async () => {
  const bench = await CameraBench.create(noEvents);
  await bench.drainStdout();
  bench.engine.print('x'.repeat(900));
  bench.host.write(request(bench.seq, Opcode.channelRead, 2, encodeReadRequest(0, 900)));
  bench.takePackets();
  bench.host.write(sync);
  await turn();
  const packets = bench.takePackets();
  expect(packets.map(({ seq, opcode, flags }) => [seq, opcode, flags])).toEqual([
    [0, Opcode.protoSync, 0x01],
    [0, Opcode.channelRead, 0x08],
  ]);
});

test('a read keeps the size of its pieces when SYNC returns the payload limit to its default', async () => {
  const bench = await CameraBench.create(noEvents);
  await bench.drainStdout();
  const capabilities = { crc: true, seq: true, ack: true, events: false, maxPayload: 50 };
  await bench.request(Opcode.protoSetCaps, 0, encodeCapabilities(capabilities));
  bench.engine.print('x'.repeat(120));
  bench.host.write(request(bench.seq, Opcode.channelRead, 2, encodeReadRequest(0, 120)));
  bench.takePackets();
  bench.host.write(sync);
  await turn();
  const [, stray] = bench.takePackets();
  expect([stray!.opcode, stray!.flags, stray!.payload.length]).toEqual([
    Opcode.channelRead,
    Flag.ackReq | Flag.fragment,
    50,
  ]);
});

test('a SYNC in the middle of a stream read ends it', async () => {
  const bench = await CameraBench.create();
  await withFrame(bench, 8000);
  bench.host.write(request(bench.seq, Opcode.channelRead, 3, encodeReadRequest(0, 8032)));
  bench.takePackets();
  bench.host.write(sync);
  await turn();
  expect(bench.takePackets().map((packet) => packet.opcode)).toEqual([Opcode.protoSync]);
});

test('a large read is cut into full packets; all but the last are fragments with rising numbers', async () => {
  const bench = await CameraBench.createQuiet();
  await withFrame(bench, 10_000);
  const first = bench.seq;
  const packets = await bench.read(3, 0, 10_032);
  expect(outcome(packets)).toBe('data 4082 10, data 4082 10, data 1868 00');
  expect(packets.map((packet) => packet.seq)).toEqual([first, first + 1, first + 2]);
  const data = join(...packets.map((packet) => packet.payload));
  expect(Array.from(data.subarray(32))).toEqual(Array.from({ length: 10_000 }, (_, index) => index & 0xff));
});

test('without acknowledgements a long response leaves in few writes', async () => {
  const bench = await CameraBench.createQuiet();
  await withFrame(bench, 100_000);
  bench.host.write(request(bench.seq, Opcode.channelRead, 3, encodeReadRequest(0, 100_032)));
  expect(bench.takeWrites().map((hex) => hex.length / 2)).toEqual([32_768, 32_768, 32_768, 2078]);
});

test('on a datagram stream every packet is a separate write', async () => {
  const bench = await CameraBench.createQuiet({ kind: 'datagram' });
  await withFrame(bench, 10_000);
  bench.host.write(
    join(
      request(bench.seq, Opcode.channelRead, 3, encodeReadRequest(0, 10_032)),
      request(bench.seq + 3, Opcode.channelSize, 3),
    ),
  );
  expect(bench.takeWrites().map((hex) => hex.length / 2)).toEqual([4096, 4096, 1882, 18]);
});

test('a response that is acknowledged goes fragment by fragment', async () => {
  const bench = await CameraBench.create();
  await withFrame(bench, 10_000);
  expect(outcome(await bench.read(3, 0, 10_032))).toBe('data 4082 18, data 4082 18, data 1868 08');
});

test('requests wait while the host takes nothing, and events are kept for it', async () => {
  const bench = await CameraBench.createQuiet();
  await withFrame(bench, 1000);
  bench.host.setSlow(true);
  bench.send(Opcode.channelSize, 3);
  bench.send(Opcode.protoVersion, 0, undefined, bench.seq + 1);
  bench.engine.print('x'.repeat(600));
  expect(bench.takePackets().map((packet) => packet.opcode)).toEqual([Opcode.channelSize]);
  bench.host.setSlow(false);
  await turn();
  expect(bench.takePackets().map((packet) => packet.opcode)).toEqual([Opcode.channelEvent, Opcode.protoVersion]);
});

test('events carry the number that is due and do not use it up', async () => {
  const bench = await CameraBench.createQuiet();
  bench.engine.print('x'.repeat(600));
  const [event] = bench.takePackets();
  expect([event!.seq, event!.flags]).toEqual([bench.seq, 0x20]);
  expect(outcome(await bench.request(Opcode.protoVersion))).toBe('data 16 00');
});

test('with numbers off any request number is taken and the camera still counts its own', async () => {
  const bench = await CameraBench.createQuiet({ settings: { defaults: { seq: false } } });
  const due = bench.seq;
  bench.host.write(join(request(77, Opcode.channelPoll), request(200, Opcode.channelPoll)));
  expect(bench.takePackets().map((packet) => packet.seq)).toEqual([due, due + 1]);
});

test('a request in single bytes is taken when it is whole', async () => {
  const bench = await CameraBench.createQuiet();
  for (const byte of request(bench.seq, Opcode.channelRead, 2, encodeReadRequest(0, 5))) {
    expect(bench.takeHex()).toBe('');
    bench.host.write(Uint8Array.of(byte));
  }
  expect(outcome(bench.takePackets())).toBe('nak 1');
});

test('more requests than the ring holds are all answered, in order', async () => {
  const bench = await CameraBench.createQuiet({ settings: { bufferBytes: 512 } });
  const requests = Array.from({ length: 100 }, (_, index) => request((bench.seq + index) & 0xff, Opcode.channelPoll));
  bench.host.write(join(...requests));
  expect(bench.takePackets()).toHaveLength(100);
});

test('the statistics count what was sent, received and refused', async () => {
  const bench = await CameraBench.createQuiet();
  const before = bench.camera.stats;
  await bench.request(Opcode.protoVersion);
  bench.send(Opcode.protoVersion, 0, undefined, bench.seq + 5);
  bench.seq++;
  bench.engine.print('x'.repeat(600));
  bench.takePackets();
  const [packet] = await bench.request(Opcode.protoStats);
  const words = Array.from(new Uint32Array(packet!.payload.buffer));
  expect(words).toEqual([before.sent + 2, before.received + 2, 0, 1, 0, 0, before.sentEvents + 1, 0]);
});
