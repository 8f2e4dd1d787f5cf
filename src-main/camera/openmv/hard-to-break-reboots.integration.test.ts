// The camera restarts in every state of the engine: while it connects, uploads, starts, reads, stops, or is being followed
// through another restart already. Whether it says so or not, nothing wrong arrives, every call ends, and Run works.

import { afterEach, describe, expect, test } from 'vitest';
import { CodedError } from '../../../src-shared/lib/coded-error.ts';
import { ChannelFlag, ChannelId, Opcode, StdinIoctl } from '../../../src-shared/openmv/constants.ts';
import type { ChannelReply } from '../../simulator/core/script-engine.ts';
import { FaultBench, type FaultBenchOptions } from '../testing/faults/fault-bench.ts';
import { datagramOptions } from '../testing/faults/fault-matrix.ts';
import {
  answerTo,
  behind,
  nth,
  stdinReport,
  stdinRequest,
  type PacketMatch,
} from '../testing/faults/packet-matches.ts';
import { mustWork, proveHealth } from '../testing/faults/play-scenario.ts';
import { restartAt } from '../testing/faults/restart-at.ts';
import { loopSource, profileBytes, profileSource } from '../testing/faults/scenarios.ts';
import { WireTap } from '../testing/faults/wire-tap.ts';
import type { OpenMvSettings } from './openmv-camera.ts';

interface Moment {
  readonly name: string;
  readonly settings?: Partial<OpenMvSettings>;
  readonly raw?: boolean;
  /** What comes before; nothing but connecting by default. */
  readonly prepare?: (bench: FaultBench) => Promise<void>;
  /** The call that the restart hits, if any. */
  readonly call?: (bench: FaultBench) => Promise<unknown>;
  /** The packet at which the camera restarts. */
  readonly at: () => PacketMatch;
  readonly packetPasses?: boolean;
  /** The call is done again behind the caller's back. */
  readonly resolves?: boolean;
  /** Means nothing without events. */
  readonly needsEvents?: boolean;
  /** From the restart until the engine knows what the camera does; 3 s by default. */
  readonly limitMs?: number;
}

const { stdin, stdout, stream, profile } = ChannelId;
const loop = new TextEncoder().encode(loopSource);
const run = (bench: FaultBench): Promise<void> => mustWork(bench, bench.camera.run(loop));

async function showPictures(bench: FaultBench, raw: boolean): Promise<void> {
  bench.script = () => {
    if (bench.clock.now() % 5 !== 0) return;
    bench.simulated.engine.snapshot(raw ? bench.source.raw() : bench.source.jpeg());
    bench.print();
  };
  await run(bench);
  await bench.until('frames', () => bench.verdict.frames > 8);
}

async function openChannel(bench: FaultBench, method: 'read' | 'readp'): Promise<number> {
  await run(bench);
  bench.simulated.engine.register({
    name: 'block',
    flags: ChannelFlag.read | ChannelFlag.write,
    methods: ['size', method, 'write', 'ioctl'],
    answer: (request): ChannelReply => {
      if (request.op === 'read' || request.op === 'readp')
        return { kind: 'bytes', bytes: new Uint8Array(request.length).fill(7) };
      if (request.op === 'size') return { kind: 'value', value: 9000 };
      return { kind: 'value', value: request.op === 'write' ? 1 : 0 };
    },
  });
  const find = (): number | undefined => bench.camera.channels.list.find(({ name }) => name === 'block')?.id;
  await bench.until('the channel', () => find() !== undefined);
  return find()!;
}

function connecting(name: string, opcode: number, more: Partial<Moment> = {}): Moment {
  return {
    name: `while connecting, ${name}`,
    prepare: async (bench) => {
      await run(bench);
      await mustWork(bench, bench.camera.disconnect());
    },
    call: (bench) => bench.camera.connect(),
    at: () => nth(1, answerTo(opcode)),
    resolves: true,
    ...more,
  };
}

function reading(sequence: NonNullable<OpenMvSettings['readSequence']>, ack: boolean): Moment {
  return {
    name: `between the pieces of a frame, read ${sequence}${ack ? ' with acknowledgements' : ''}`,
    settings: { readSequence: sequence, ack },
    raw: true,
    prepare: (bench) => showPictures(bench, true),
    at: () => nth(3, answerTo(Opcode.channelRead, stream)),
    needsEvents: true,
  };
}

function uploading(name: string, at: () => PacketMatch, more: Partial<Moment> = {}): Moment {
  return { name, call: (bench) => bench.camera.run(loop), at, resolves: true, ...more };
}

function usingChannel(
  name: string,
  method: 'read' | 'readp',
  at: (id: number) => PacketMatch,
  use: (bench: FaultBench, id: number) => Promise<unknown>,
  settings: Partial<OpenMvSettings> = {},
): Moment {
  let id = 0;
  return {
    name: `in the middle of ${name}`,
    settings,
    prepare: async (bench) => void (id = await openChannel(bench, method)),
    call: (bench) => use(bench, id),
    at: () => at(id),
    needsEvents: true,
  };
}

function readingText(ack: boolean): Moment {
  return {
    name: `in the middle of a read of text${ack ? ' with acknowledgements' : ''}`,
    settings: { ack },
    prepare: async (bench) => {
      await run(bench);
      bench.script = () => {
        for (let line = 0; line < 40; line++) bench.print();
      };
    },
    at: () => nth(2, answerTo(Opcode.channelRead, stdout)),
    needsEvents: true,
  };
}

function stopping(name: string, at: () => PacketMatch, more: Partial<Moment> = {}): Moment {
  return { name, prepare: run, call: (bench) => bench.camera.stop(), at, resolves: true, ...more };
}

const readChannel = (bench: FaultBench, id: number): Promise<unknown> => bench.camera.channels.read(id);
const setUpRequests = [
  ['SYNC', Opcode.protoSync],
  ['SET_CAPS', Opcode.protoSetCaps],
  ['the list of channels', Opcode.channelList],
  ['the question whether a script runs', Opcode.channelPoll],
] as const;

const moments: readonly Moment[] = [
  connecting('before the answer to SYNC', Opcode.protoSync),
  connecting('behind the answer to SYNC', Opcode.protoSync, { packetPasses: true }),
  connecting('between SYNC and SET_CAPS', Opcode.protoGetCaps),
  connecting('at SET_CAPS', Opcode.protoSetCaps),
  connecting('behind SET_CAPS, which it forgets', Opcode.protoSetCaps, { packetPasses: true }),
  connecting('when asked for its version', Opcode.protoVersion),
  connecting('when asked who it is', Opcode.sysInfo),
  connecting('when asked for its channels', Opcode.channelList),
  connecting('when asked whether a script runs', Opcode.channelPoll, { packetPasses: true }),
  connecting('when the stream is switched on', Opcode.channelIoctl, {
    at: () => nth(1, answerTo(Opcode.channelIoctl, stream)),
    packetPasses: true,
  }),
  connecting('when the script is to stop', Opcode.channelIoctl, { at: () => stdinRequest(StdinIoctl.stop) }),
  ...(['reference', 'locked', 'lock-free', 'one-trip'] as const).flatMap((sequence) => [
    reading(sequence, false),
    reading(sequence, true),
  ]),
  {
    name: 'between a frame and its release',
    prepare: (bench) => showPictures(bench, false),
    at: () => nth(1, answerTo(Opcode.channelIoctl, stream)),
    needsEvents: true,
  },
  uploading('between two pieces of a script', () => nth(2, answerTo(Opcode.channelWrite, stdin)), {
    packetPasses: true,
  }),
  uploading('when a piece of a script arrives', () => nth(2, answerTo(Opcode.channelWrite, stdin))),
  uploading('between RESET and EXEC', () => stdinRequest(StdinIoctl.exec)),
  uploading('when EXEC is answered', () => behind(stdinRequest(StdinIoctl.exec), answerTo(Opcode.channelIoctl, stdin))),
  // A script of which neither the start nor the end was reported may as well not have been started.
  uploading('between EXEC and its report', () => stdinReport(1), {
    resolves: false,
    needsEvents: true,
    limitMs: 6000,
  }),
  usingChannel('a channel read', 'read', (id) => nth(3, answerTo(Opcode.channelRead, id)), readChannel),
  usingChannel('a channel read at once', 'readp', (id) => nth(2, answerTo(Opcode.channelRead, id)), readChannel),
  usingChannel('an acknowledged channel read', 'read', (id) => nth(3, answerTo(Opcode.channelRead, id)), readChannel, {
    ack: true,
  }),
  usingChannel(
    'a channel write',
    'read',
    (id) => nth(2, answerTo(Opcode.channelWrite, id)),
    (bench, id) => bench.camera.channels.write(id, new Uint8Array(9000)),
  ),
  usingChannel(
    'a channel command',
    'read',
    (id) => answerTo(Opcode.channelIoctl, id),
    (bench, id) => bench.camera.commands.channelIoctl(id, 1),
  ),
  readingText(false),
  readingText(true),
  stopping('when Stop arrives', () => stdinRequest(StdinIoctl.stop)),
  stopping('when Stop is answered', () => nth(1, answerTo(Opcode.channelIoctl, stdin))),
  stopping('between Stop and the report of the end', () => stdinReport(0), { needsEvents: true }),
  ...(['channelLock', 'channelRead', 'channelUnlock'] as const).map((name) => ({
    name: `while a profile is read, at ${name}`,
    prepare: run,
    call: async ({ camera }: FaultBench) => {
      const result = await camera.profiler!.read();
      if (result.kind === 'records') expect(Buffer.compare(result.bytes, profileBytes)).toBe(0);
    },
    at: () => nth(1, answerTo(Opcode[name], profile)),
  })),
  ...setUpRequests.flatMap(([name, opcode]) => [
    {
      name: `while another restart is followed, at ${name}`,
      prepare: async (bench: FaultBench) => {
        await run(bench);
        bench.simulated.engine.end();
      },
      at: () => nth(1, answerTo(opcode)),
      packetPasses: true,
    },
    {
      name: `while the link recovers, at ${name}`,
      prepare: run,
      call: (bench: FaultBench) => bench.camera.resync(),
      at: () => nth(1, answerTo(opcode)),
      packetPasses: true,
      resolves: true,
    },
  ]),
];

interface Way {
  readonly name: string;
  readonly announced: boolean;
  readonly events?: boolean;
  readonly datagrams?: boolean;
  readonly concerns?: (moment: Moment) => boolean;
}

const ways: readonly Way[] = [
  { name: 'that is announced', announced: true },
  { name: 'of which no word arrives', announced: false },
  {
    name: 'of which no word arrives, over datagrams',
    announced: false,
    datagrams: true,
    concerns: ({ settings }) => settings?.ack !== true,
  },
  {
    name: 'of a camera that reports nothing',
    announced: false,
    events: false,
    concerns: ({ needsEvents }) => needsEvents !== true,
  },
];

let current: FaultBench | undefined;
afterEach(async () => {
  await current?.dispose();
  current = undefined;
});

async function play(moment: Moment, { announced, events = true, datagrams = false }: Way): Promise<void> {
  const { raw = false, packetPasses = false, limitMs = 3000 } = moment;
  const link: Omit<FaultBenchOptions, 'plan'> = datagrams ? datagramOptions : {};
  const tap = new WireTap();
  const bench = new FaultBench({
    ...link,
    plan: { rules: [] },
    tap,
    profileSource,
    device: { ...link.device, rebootMs: 150, profileChannel: true, pmuCounters: 8, strayFragments: false },
    settings: { stream: { enabled: true, raw }, events, ...moment.settings },
  });
  current = bench;
  await mustWork(bench, bench.camera.connect());
  await moment.prepare?.(bench);
  const happened = restartAt(bench, tap, { at: moment.at(), packetPasses, announced });
  const called = moment.call?.(bench);
  called?.catch(() => {});
  await bench.until('the restart', happened);
  await bench.pass(1);
  const startMs = bench.clock.now();
  const { resyncs } = bench.camera.counters;
  const { error } = called === undefined ? {} : await bench.settle(called, limitMs);
  if (moment.resolves === true || !(error instanceof CodedError)) expect(error).toBeUndefined();
  const state = (): string => (bench.simulated.engine.running ? 'running' : 'idle');
  await bench.until('the engine knows', () => bench.camera.state === state(), startMs + limitMs - bench.clock.now());
  // A restart that is announced is followed, not found out.
  if (announced) expect(bench.camera.counters.resyncs).toBe(resyncs);
  // What was agreed on holds, on both sides.
  const agreed = (await bench.settle(bench.camera.commands.capabilities())).value;
  expect(agreed).toMatchObject({ ack: moment.settings?.ack === true, events });
  if (!events) await mustWork(bench, bench.camera.renegotiate({ events: true }));
  await proveHealth(bench, raw);
  const { wrongFrames, repeatedFrames, wrongText } = bench.verdict;
  expect([wrongFrames, repeatedFrames, wrongText]).toEqual([0, 0, 0]);
  expect(bench.simulated.engine.sources.filter((source) => source !== loopSource)).toEqual(['after the faults']);
}

describe.each(moments.map((moment) => [moment.name, moment] as const))('a restart %s', (_name, moment) => {
  test.each(ways.filter(({ concerns }) => concerns?.(moment) !== false).map((way) => [way.name, way] as const))(
    '%s',
    (_way, way) => play(moment, way),
  );
});
