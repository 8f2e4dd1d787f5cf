import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Flag, headerSize, Opcode } from './constants.ts';
import { PacketParser } from './packet-parser.ts';
import { encodePacket } from './packet.ts';
import { fromHex, toHex } from './testing/hex.ts';

interface Sample {
  readonly seq: number;
  readonly channel: number;
  readonly flags: number;
  readonly opcode: number;
  readonly payload: Uint8Array;
}

const sample: fc.Arbitrary<Sample> = fc.record({
  seq: fc.integer({ min: 0, max: 255 }),
  channel: fc.integer({ min: 0, max: 31 }),
  flags: fc.constantFrom(0, Flag.ack, Flag.ackReq, Flag.fragment, Flag.event),
  opcode: fc.constantFrom(...Object.values(Opcode)),
  payload: fc.uint8Array({ maxLength: 600 }),
});
const show = ({ seq, channel, flags, opcode, payload }: Sample): string =>
  `${seq} ${channel} ${flags} ${opcode} ${toHex(payload)}`;
const encode = (each: Sample, crc = true): Uint8Array => encodePacket(each, each.payload, crc);

function parser(crc = true): { parser: PacketParser; packets: string[] } {
  const packets: string[] = [];
  const made = new PacketParser(({ seq, channel, flags, opcode, bytes, payloadStart, payloadLength }) => {
    const payload = bytes.slice(payloadStart, payloadStart + payloadLength);
    packets.push(show({ seq, channel, flags, opcode, payload }));
  });
  made.crcEnabled = crc;
  return { parser: made, packets };
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Cuts at the given places, as a transport might. Each chunk is a separate buffer that is overwritten afterwards. */
function pushInChunks(target: PacketParser, bytes: Uint8Array, cuts: readonly number[]): void {
  let at = 0;
  for (const size of [...cuts, bytes.length]) {
    const chunk = bytes.slice(at, at + size);
    target.push(chunk);
    chunk.fill(0xee);
    at += size;
    if (at >= bytes.length) return;
  }
}

test.each([true, false])('delivers complete packets however the bytes are cut, checksums %s', (crc) => {
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 12 }), fc.array(fc.integer({ min: 0, max: 700 })), (samples, cuts) => {
      const run = parser(crc);
      pushInChunks(run.parser, join(samples.map((each) => encode(each, crc))), cuts);
      expect(run.packets).toEqual(samples.map(show));
      expect(run.parser.pendingBytes).toBe(0);
    }),
  );
});

test('skips junk between packets without losing a packet', () => {
  // Junk without the sync byte cannot look like the start of a packet.
  const junk = fc.uint8Array({ maxLength: 80 }).map((bytes) => bytes.map((byte) => (byte === 0xaa ? 0xab : byte)));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(junk, sample), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 300 })),
      (parts, cuts) => {
        const run = parser();
        pushInChunks(run.parser, join(parts.flatMap(([noise, each]) => [noise, encode(each)])), cuts);
        expect(run.packets).toEqual(parts.map(([, each]) => show(each)));
        expect(run.parser.counters.skippedBytes).toBe(parts.reduce((sum, [noise]) => sum + noise.length, 0));
      },
    ),
  );
});

test('never delivers a damaged packet, and finds the packets behind it', () => {
  fc.assert(
    fc.property(
      sample,
      fc.array(sample, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (damaged, rest, place, flip) => {
        const bytes = encode(damaged);
        bytes[place % bytes.length]! ^= flip;
        const run = parser();
        run.parser.push(join([bytes, ...rest.map((each) => encode(each))]));
        // A wrong length that happens to pass the 16-bit header checksum would delay the packets behind it.
        expect(run.packets.slice(-rest.length)).toEqual(rest.map(show));
        expect(run.packets.length).toBe(rest.length);
      },
    ),
  );
});

test('neither throws nor accumulates bytes for arbitrary input', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), fc.boolean(), (chunks, crc) => {
      const run = parser(crc);
      for (const chunk of chunks) run.parser.push(chunk);
      expect(run.parser.pendingBytes).toBeLessThanOrEqual(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    }),
  );
});

test('finds a reply that the device wrote into the middle of an event, and loses only the event', () => {
  const event = fromHex('aad50703202900009b5b');
  const response = encode({
    seq: 7,
    channel: 3,
    flags: 0,
    opcode: Opcode.channelRead,
    payload: new Uint8Array(300).fill(7),
  });
  for (let written = 1; written < headerSize; written++) {
    const run = parser();
    run.parser.push(join([event.subarray(0, written), response, event.subarray(written)]));
    const after = encode({
      seq: 8,
      channel: 3,
      flags: Flag.ack,
      opcode: Opcode.channelUnlock,
      payload: new Uint8Array(0),
    });
    run.parser.push(after);
    expect(run.packets.map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual(['7 3 0 38', '8 3 1 35']);
  }
});

test('skips an impossible header if checksums are off', () => {
  const run = parser(false);
  const good = encode(
    { seq: 1, channel: 3, flags: Flag.ack, opcode: Opcode.channelLock, payload: new Uint8Array(0) },
    false,
  );
  const wrongChannel = encode({ seq: 1, channel: 40, flags: 0, opcode: 1, payload: new Uint8Array(0) }, false);
  const reservedFlag = encode({ seq: 1, channel: 0, flags: 0x80, opcode: 1, payload: new Uint8Array(0) }, false);
  run.parser.push(join([wrongChannel, reservedFlag, good]));
  expect(run.packets).toEqual(['1 3 1 34 ']);
});

test('finds the next packet after a reset in the middle of one', () => {
  const run = parser();
  const large = encode({ seq: 1, channel: 3, flags: 0, opcode: Opcode.channelRead, payload: new Uint8Array(500) });
  run.parser.push(large.subarray(0, 200));
  expect(run.parser.pendingBytes).toBe(200);
  run.parser.reset();
  run.parser.push(fromHex('aad50000010000000846'));
  expect(run.packets).toEqual(['0 0 1 0 ']);
});

test('finds packets behind a truncated one when that is abandoned', () => {
  const run = parser();
  const large = encode({ seq: 1, channel: 3, flags: 0, opcode: Opcode.channelRead, payload: new Uint8Array(500) });
  run.parser.push(large.subarray(0, 200));
  run.parser.push(fromHex('aad50a03012200004658 aad50703202900009b5b'));
  expect(run.packets).toEqual([]);
  run.parser.abandonUnfinished();
  expect(run.packets).toEqual(['10 3 1 34 ', '7 3 32 41 ']);
  expect(run.parser.pendingBytes).toBe(0);
});
