// What a link or a camera may do to the engine beside losing packets: SYNC in the middle of an answer, another host that takes
// the session, events without end, as many channels as there can be.

import { afterEach, describe, expect, test } from 'vitest';
import {
  ChannelFlag,
  ChannelId,
  eventNotify,
  Flag,
  Opcode,
  StdinEvent,
  SystemEvent,
} from '../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import { encodeCapabilities, encodeEvent } from '../../../src-shared/openmv/payloads.ts';
import { CodedError } from '../../../src-shared/lib/coded-error.ts';
import { FaultBench, type FaultBenchOptions } from '../testing/faults/fault-bench.ts';
import { datagramOptions } from '../testing/faults/fault-matrix.ts';
import { answerTo, nth, type PacketMatch } from '../testing/faults/packet-matches.ts';
import { mustWork, proveHealth } from '../testing/faults/play-scenario.ts';
import { loopSource, profileSource } from '../testing/faults/scenarios.ts';
import { WireTap } from '../testing/faults/wire-tap.ts';

const { stdout, stream, profile } = ChannelId;
const loop = new TextEncoder().encode(loopSource);

let current: FaultBench | undefined;
afterEach(async () => {
  await current?.dispose();
  current = undefined;
});

/** Connected, with a script that shows raw frames and prints. */
async function createBench(options: Omit<FaultBenchOptions, 'plan'> = {}) {
  const tap = new WireTap();
  const bench = new FaultBench({
    ...options,
    plan: { rules: [] },
    tap,
    profileSource,
    device: { profileChannel: true, pmuCounters: 8, ...options.device },
    settings: { stream: { enabled: true, raw: true }, ...options.settings },
  });
  current = bench;
  await mustWork(bench, bench.camera.connect());
  await mustWork(bench, bench.camera.run(loop));
  bench.script = () => {
    bench.print();
    if (bench.clock.now() % 5 === 0) bench.simulated.engine.snapshot(bench.source.raw());
  };
  await bench.until('frames and text', () => bench.verdict.frames > 8 && bench.verdict.textBytes > 100);
  return { bench, tap };
}

/** Frames and text continue without a call, and none of them was wrong. */
async function expectToGoOn(bench: FaultBench, withinMs: number): Promise<void> {
  const { frames, textBytes } = bench.verdict;
  const goesOn = (): boolean => bench.verdict.frames > frames + 3 && bench.verdict.textBytes > textBytes + 30;
  await bench.until('frames and text', goesOn, withinMs);
  expect(bench.camera.state).toBe('running');
  const { wrongFrames, repeatedFrames, wrongText } = bench.verdict;
  expect([wrongFrames, repeatedFrames, wrongText]).toEqual([0, 0, 0]);
}

function registerBlock(bench: FaultBench, method: 'read' | 'readp'): void {
  bench.simulated.engine.register({
    name: method,
    flags: ChannelFlag.read,
    methods: ['size', method],
    answer: (request) =>
      request.op === 'read' || request.op === 'readp'
        ? { kind: 'bytes', bytes: Uint8Array.from({ length: request.length }, (_, at) => request.offset + at) }
        : { kind: 'value', value: 9000 },
  });
}

describe('SYNC in the middle of an answer', () => {
  const sequences = ['reference', 'locked', 'lock-free', 'one-trip'] as const;
  interface Interrupted {
    readonly name: string;
    readonly options?: Omit<FaultBenchOptions, 'plan'>;
    readonly at: PacketMatch;
    readonly prepare?: (bench: FaultBench) => void;
    readonly call?: (bench: FaultBench) => Promise<unknown>;
  }
  const idOf = (bench: FaultBench, name: string): number =>
    bench.camera.channels.list.find((each) => each.name === name)!.id;
  const cases = (): Interrupted[] => [
    ...sequences.flatMap((readSequence) =>
      [false, true].map((ack) => ({
        name: `a frame, read ${readSequence}${ack ? ' with acknowledgements' : ''}`,
        options: { settings: { readSequence, ack } },
        at: nth(3, answerTo(Opcode.channelRead, stream)),
      })),
    ),
    ...[false, true].map((ack) => ({
      name: `a read of text${ack ? ' with acknowledgements' : ''}`,
      options: { settings: { ack } },
      prepare: (bench: FaultBench) => {
        for (let line = 0; line < 200; line++) bench.print();
      },
      at: nth(1, (packet) => answerTo(Opcode.channelRead, stdout)(packet) && (packet.flags & Flag.fragment) !== 0),
    })),
    ...(['read', 'readp'] as const).flatMap((method) =>
      [false, true].map((ack) => ({
        name: `a channel's ${method}${ack ? ' with acknowledgements' : ''}`,
        options: { settings: { ack } },
        prepare: (bench: FaultBench) => registerBlock(bench, method),
        at: nth(3, answerTo(Opcode.channelRead, 5)),
        call: (bench: FaultBench) => bench.camera.channels.read(idOf(bench, method)),
      })),
    ),
    {
      name: 'a profile',
      at: nth(1, answerTo(Opcode.channelRead, profile)),
      call: (bench) => bench.camera.profiler!.read(),
    },
  ];

  test.each(cases().map((each) => [each.name, each] as const))('%s: the session goes on', async (_name, each) => {
    const { bench, tap } = await createBench(each.options);
    each.prepare?.(bench);
    await bench.pass(20);
    let resynced: Promise<void> | undefined;
    tap.onPacket = (packet) => {
      if (resynced === undefined && each.at(packet)) resynced = bench.camera.resync();
      return [packet.bytes];
    };
    const called = each.call?.(bench);
    called?.catch(() => {});
    await bench.until('the moment', () => resynced !== undefined);
    const { afterMs } = await bench.settle(resynced!);
    expect(afterMs).toBeLessThan(100);
    const { error } = called === undefined ? {} : await bench.settle(called);
    if (error !== undefined && !(error instanceof CodedError)) throw error;
    await expectToGoOn(bench, 200);
    expect(bench.camera.counters.resyncs).toBe(1);
    await proveHealth(bench, true);
  });
});

describe('another host on the network', () => {
  const { maxPayload } = datagramOptions.device.defaults;
  const wishes = { crc: true, seq: true, ack: true, events: true, maxPayload: 50 };
  const control = { channel: ChannelId.transport, flags: 0 };
  const sync = encodePacket({ seq: 0, opcode: Opcode.protoSync, ...control });
  const getCaps = encodePacket({ seq: 0, opcode: Opcode.protoGetCaps, ...control });
  const setCaps = encodePacket({ seq: 1, opcode: Opcode.protoSetCaps, ...control }, encodeCapabilities(wishes));

  test.each([
    ['synchronizes in the middle of a frame', nth(9, answerTo(Opcode.channelRead, stream)), [sync]],
    [
      'takes the session in the middle of a frame',
      nth(9, answerTo(Opcode.channelRead, stream)),
      [sync, getCaps, setCaps],
    ],
    [
      'takes the session in the middle of a read of text',
      answerTo(Opcode.channelRead, stdout),
      [sync, getCaps, setCaps],
    ],
    ['takes the session when a frame is asked for', answerTo(Opcode.channelSize, stream), [sync, getCaps, setCaps]],
    ['asks with its own numbers', answerTo(Opcode.channelSize, stream), [getCaps, getCaps, getCaps]],
  ])('%s: the session is taken back', async (_what, at, packets) => {
    const { bench, tap } = await createBench(datagramOptions);
    let taken = false;
    // The sender of the last datagram gets the answers.
    let isOurs = true;
    const take = (): void => {
      isOurs = false;
      for (const each of packets) bench.simulated.sendToDevice(each);
    };
    tap.onPacket = (packet) => {
      if (packet.from === 'host') isOurs = true;
      else if (!taken && at(packet)) {
        taken = true;
        isOurs = false;
        setImmediate(take);
      }
      return packet.from === 'camera' && !isOurs ? [] : [packet.bytes];
    };
    await bench.until('the other host', () => taken);
    await expectToGoOn(bench, 500);
    const { value } = await bench.settle(bench.camera.commands.capabilities());
    expect(value).toEqual({ ...wishes, ack: false, maxPayload });
    await proveHealth(bench, true);
  });
});

describe('events without end', () => {
  const count = 10_000;
  const everyMs = 200;
  const kinds = [
    ['of the stream', stream, eventNotify, 0],
    ['of text', stdout, eventNotify, 0],
    ['of a channel of the script', 5, 7, 0],
    ['of a channel that there is not', 29, 7, 0],
    ['that report channels', ChannelId.transport, SystemEvent.channelRegistered, 0],
    ['of an unknown code', ChannelId.transport, 0x4711, 0],
    ['that want an acknowledgement', 5, 7, Flag.ackReq],
    ['that report the start of a script', ChannelId.stdin, StdinEvent.started, 0],
  ] as const;

  test.each(kinds)(
    '%s: frames and text continue, nothing piles up, and Stop works',
    async (_what, channel, code, flags) => {
      const { bench, tap } = await createBench();
      registerBlock(bench, 'read');
      await bench.pass(20);
      let asked = 0;
      let seq = 0;
      tap.onPacket = (packet) => {
        if (packet.from === 'host') asked += (packet.flags & Flag.ack) === 0 ? 1 : 0;
        else if ((packet.flags & Flag.event) === 0) seq = (packet.seq + 1) & 0xff;
        return [packet.bytes];
      };
      const opcode = channel === ChannelId.transport ? Opcode.sysEvent : Opcode.channelEvent;
      const flood = (): void => {
        const event = encodePacket({ seq, channel, flags: Flag.event | flags, opcode }, encodeEvent(code));
        bench.simulated.peer.write(Buffer.concat(Array.from({ length: everyMs }, () => event)));
      };
      const { frames } = bench.verdict;
      for (let sent = 0; sent < count; sent += everyMs) {
        flood();
        await bench.pass(1);
      }
      expect(bench.verdict.frames - frames).toBeGreaterThan(5);
      await expectToGoOn(bench, 100);
      asked = 0;
      await bench.pass(20);
      expect(asked, 'requests in 20 ms after the flood').toBeLessThan(20);
      const script = bench.script;
      bench.script = () => {
        flood();
        script();
      };
      const { error, afterMs } = await bench.settle(bench.camera.stop());
      expect(error).toBeUndefined();
      expect(afterMs).toBeLessThan(1000);
      expect(bench.camera.counters.resyncs).toBe(0);
      await bench.until('idle', () => bench.camera.state === 'idle');
      await proveHealth(bench, true);
    },
  );
});

test.each([1, 2])(
  '%i lost acknowledgements in front of a piece of a script do not leave the camera deaf',
  async (count) => {
    const { bench, tap } = await createBench({ settings: { ack: true } });
    let lost = 0;
    tap.onPacket = (packet) => {
      const { from, channel, opcode, flags, bytes } = packet;
      const acknowledges = from === 'host' && opcode === Opcode.channelRead && channel === stdout && flags === Flag.ack;
      // Of the prompt, which is read between the pieces of the upload.
      if (lost === count || !acknowledges || bench.camera.state !== 'idle') return [bytes];
      lost++;
      return [];
    };
    const { error, afterMs } = await bench.settle(bench.camera.run(loop));
    expect(error).toBeUndefined();
    expect([lost, afterMs < 3000]).toEqual([count, true]);
  },
);

test('the rate of two frames is enough to look soon for a third one whose report was lost', async () => {
  const tap = new WireTap();
  const bench = new FaultBench({ plan: { rules: [] }, tap });
  current = bench;
  await mustWork(bench, bench.camera.connect());
  tap.onPacket = ({ channel, flags, bytes }) =>
    channel === stream && flags === Flag.event && bench.verdict.frames === 2 ? [] : [bytes];
  bench.script = () => {
    if (bench.clock.now() % 5 === 0) bench.simulated.engine.snapshot(bench.source.jpeg());
  };
  await mustWork(bench, bench.camera.run(loop));
  await bench.until('two frames', () => bench.verdict.frames === 2);
  expect(await bench.until('the third', () => bench.verdict.frames === 3)).toBeLessThan(100);
});

test('numbers that arrived late, during a recovery, are trusted in the next session', async () => {
  // Stop falls into the stall; how much of it is left to come depends on the packet.
  for (let place = 296; place < 306; place++) {
    const rules = [
      { kind: 'stall', direction: 'in', fromPacket: place, toPacket: place + 1, durationMs: 300 },
    ] as const;
    const bench = new FaultBench({ ...datagramOptions, plan: { rules } });
    current = bench;
    await mustWork(bench, bench.camera.connect());
    await mustWork(bench, bench.camera.run(loop));
    bench.script = () => {
      if (bench.clock.now() % 5 === 0) bench.simulated.engine.snapshot(bench.source.jpeg());
    };
    bench.faults.enabled = true;
    await bench.until('the line stands still', () => bench.faults.counts.stall > 0);
    await mustWork(bench, bench.camera.stop());
    const before = bench.camera.counters.sequenceErrors;
    await mustWork(bench, bench.camera.run(loop));
    expect(bench.camera.counters.sequenceErrors, `stall at packet ${place}`).toBe(before);
    await bench.dispose();
  }
});
