import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import { createMemoryTransport } from '../testing/memory-transport.ts';
import { byteTransportSuite } from '../testing/byte-transport-suite.ts';
import { turns } from '../../camera/testing/manual-time.ts';
import { parseFaultPlan } from './fault-plan.ts';
import { FaultTransport } from './fault-transport.ts';
import { transportFor } from '../open-transport.ts';
import { ByteSink } from '../testing/byte-sink.ts';

byteTransportSuite('a fault transport without faults', async () => {
  const { transport, peer } = createMemoryTransport();
  const sink = new ByteSink();
  peer.onData((bytes) => sink.push(bytes));
  return {
    transport: new FaultTransport(transport, { rules: [] }),
    send: (bytes) => peer.write(bytes),
    received: (sizeBytes) => sink.take(sizeBytes),
    hangUp: () => peer.unplug(),
    dispose: () => {},
  };
});

const packet = (seq: number, size = 6): Uint8Array =>
  encodePacket({ seq, channel: 3, flags: 0, opcode: 0x26 }, new Uint8Array(size).fill(seq));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const packets = (...numbers: number[]): string => numbers.map((seq) => hex(packet(seq))).join('');

async function openFaulty(plan: string, kind: 'stream' | 'datagram' = 'stream') {
  const clock = new ManualClock();
  const { transport, peer } = createMemoryTransport(kind);
  const faulty = new FaultTransport(transport, parseFaultPlan(plan), { clock });
  const received: string[] = [];
  const ends: (Error | undefined)[] = [];
  const written: string[] = [];
  faulty.onData((bytes) => received.push(hex(bytes)));
  faulty.onClose((error) => ends.push(error));
  peer.onData((bytes) => written.push(hex(bytes)));
  await faulty.open();
  const receive = async (...numbers: number[]): Promise<string> => {
    for (const seq of numbers) peer.write(packet(seq));
    await turns();
    return received.splice(0).join('');
  };
  return { clock, faulty, peer, received, ends, written, receive };
}

describe('a fault hits whole packets', () => {
  test('which get lost', async () => {
    const { receive, faulty } = await openFaulty('drop.in@1-3');
    expect(await receive(0, 1, 2, 3)).toBe(packets(0, 3));
    expect(faulty.counts.drop).toBe(2);
  });

  test('also when they come in pieces or several at once', async () => {
    const { peer, received } = await openFaulty('drop.in@1');
    const bytes = Buffer.concat([packet(0), packet(1), packet(2)]);
    for (let at = 0; at < bytes.length; at += 7) peer.write(bytes.subarray(at, at + 7));
    await turns();
    expect(received.join('')).toBe(packets(0, 2));
  });

  test('which are damaged, doubled or cut', async () => {
    const { receive } = await openFaulty('corrupt.in@0,duplicate.in@1,truncate.in@2');
    const damaged = await receive(0);
    expect(damaged).toHaveLength(packets(0).length);
    expect(damaged).not.toBe(packets(0));
    expect(await receive(1)).toBe(packets(1, 1));
    const cut = await receive(2);
    expect(cut.length).toBeLessThan(packets(2).length);
    expect(packets(2).startsWith(cut)).toBe(true);
  });

  test('of which one lies inside another', async () => {
    const { receive } = await openFaulty('interleave.in@0');
    const mixed = await receive(0, 1);
    expect(mixed).toHaveLength(packets(0, 1).length);
    const at = mixed.indexOf(packets(1));
    expect(at).toBeGreaterThan(0);
    expect(mixed.slice(0, at) + mixed.slice(at + packets(1).length)).toBe(packets(0));
  });

  test('in a range of bytes of one direction', async () => {
    const { receive, faulty, written } = await openFaulty('drop@b15-25');
    expect(await receive(0, 1, 2)).toBe(packets(2));
    await faulty.write(Buffer.concat([packet(0), packet(1), packet(2)]));
    await turns();
    expect(written.join('')).toBe(packets(2));
  });
});

describe('time', () => {
  test('a delay keeps the order on a stream', async () => {
    const { receive, received, clock } = await openFaulty('delay.in@0/40');
    expect(await receive(0, 1)).toBe('');
    clock.advance(40);
    expect(received.join('')).toBe(packets(0, 1));
  });

  test('a delayed datagram is overtaken', async () => {
    const { receive, received, clock } = await openFaulty('delay.in@0/40', 'datagram');
    expect(await receive(0, 1)).toBe(packets(1));
    clock.advance(40);
    expect(received.join('')).toBe(packets(0));
  });

  test('a stall holds up writes as well', async () => {
    const { faulty, written, clock } = await openFaulty('stall.out@0/300');
    let taken = false;
    const writing = faulty.write(packet(0)).then(() => (taken = true));
    await turns();
    expect([taken, written]).toEqual([false, []]);
    clock.advance(300);
    await writing;
    await turns();
    expect(written.join('')).toBe(packets(0));
  });

  test('the beginning of a packet that never ends goes on after a while', async () => {
    const { peer, received, clock } = await openFaulty('drop@99');
    peer.write(packet(0).subarray(0, 12));
    await turns();
    expect(received).toEqual([]);
    clock.advance(50);
    expect(received.join('')).toBe(packets(0).slice(0, 24));
  });
});

test('unplugging ends it once with an error, and it can be plugged in again', async () => {
  const { receive, faulty, ends } = await openFaulty('unplug.in@1');
  expect(await receive(0, 1, 2)).toBe(packets(0));
  expect(ends).toMatchObject([{ code: 'port-lost' }]);
  await expect(faulty.write(packet(0))).rejects.toMatchObject({ code: 'port-lost' });
  await faulty.open();
  expect(await receive(5)).toBe(packets(5));
});

test('the same seed does the same, another seed does not', async () => {
  const numbers = Array.from({ length: 60 }, (_, seq) => seq);
  const run = async (seed: number): Promise<string> =>
    (await openFaulty(`drop=20%,corrupt=20%,truncate=10%,seed=${seed}`)).receive(...numbers);
  const [first, again, other] = [await run(3), await run(3), await run(4)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('a plan is read from text, and from a camera address', () => {
  expect(parseFaultPlan('drop=2%, corrupt.in=0.5@10-20, stall.out@7+/500ms, seed=9, unplug@b1000')).toEqual({
    seed: 9,
    rules: [
      { kind: 'drop', chance: 0.02 },
      { kind: 'corrupt', direction: 'in', chance: 0.5, fromPacket: 10, toPacket: 20 },
      { kind: 'stall', direction: 'out', fromPacket: 7, durationMs: 500 },
      { kind: 'unplug', fromByte: 1000, toByte: 1001 },
    ],
  });
  expect(transportFor('fault(drop=1%):tcp://127.0.0.1:5555')).toBeInstanceOf(FaultTransport);
  for (const wrong of ['', 'lose=1%', 'drop=200%', 'drop@x']) {
    expect(() => parseFaultPlan(wrong), wrong).toThrow(expect.objectContaining({ code: 'port-not-found' }));
  }
});
