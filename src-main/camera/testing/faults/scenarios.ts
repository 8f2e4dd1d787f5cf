// Everything the engine does, once each, as it goes on while packets get lost. A scenario may meet refusals that say why;
// it never meets silence, wrong bytes, or an error without a code.

import { ChannelFlag } from '../../../../src-shared/openmv/constants.ts';
import { encodeProfileRecords, profileRecordSize } from '../../../../src-shared/openmv/profile-record.ts';
import { CodedError } from '../../../../src-shared/lib/coded-error.ts';
import type { ChannelReply } from '../../../simulator/core/script-engine.ts';
import type { ProfileSource } from '../../../simulator/boards/openmv/channels/profile-channel.ts';
import type { FaultBench, Settled } from './fault-bench.ts';

export interface ScenarioReport {
  /** Calls that were answered, and calls that ended with a coded error. */
  calls: number;
  refusals: number;
  /** Of each Stop, in milliseconds. */
  readonly stopMs: number[];
  /** Longest time without a frame while a connected camera sent one every 5 ms. */
  pictureGapMs: number;
}

export interface Scenario {
  readonly name: string;
  /** Begins with a connected camera, unless `connects`. */
  readonly connects?: boolean;
  readonly raw?: boolean;
  play(bench: FaultBench, report: ScenarioReport): Promise<void>;
}

/** Takes several writes to upload. */
export const loopSource = `while True: pass\n${'# padding\n'.repeat(900)}`;
const loop = new TextEncoder().encode(loopSource);
const callLimitMs = 30_000;

/** Waits for a call; an error without a code is not a refusal but a programming error. */
async function call<T>(bench: FaultBench, report: ScenarioReport, promise: Promise<T>): Promise<Settled<T>> {
  const outcome = await bench.settle(promise, callLimitMs);
  report.calls++;
  if (outcome.error === undefined) return outcome;
  if (!(outcome.error instanceof CodedError)) throw outcome.error;
  report.refusals++;
  return outcome;
}

/** A port that went away is plugged in again, as often as it takes. */
async function ensureConnected(bench: FaultBench, report: ScenarioReport): Promise<void> {
  for (let attempt = 0; bench.camera.state === 'disconnected'; attempt++) {
    if (attempt === 20) throw new Error('Connecting again did not work 20 times.');
    await call(bench, report, bench.camera.connect());
  }
}

async function run(bench: FaultBench, report: ScenarioReport): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    await ensureConnected(bench, report);
    if ((await call(bench, report, bench.camera.run(loop))).error === undefined) return;
  }
  throw new Error('The script did not start in 20 attempts.');
}

async function stop(bench: FaultBench, report: ScenarioReport): Promise<void> {
  if (bench.camera.state === 'disconnected') return;
  const { error, afterMs } = await call(bench, report, bench.camera.stop());
  if (error === undefined) report.stopMs.push(afterMs);
}

const connecting: Scenario = {
  name: 'connect',
  connects: true,
  async play(bench, report) {
    for (let round = 0; round < 6; round++) {
      await call(bench, report, bench.camera.connect());
      await bench.pass(30);
      await bench.settle(bench.camera.disconnect());
    }
  },
};

const running: Scenario = {
  name: 'run and stop',
  async play(bench, report) {
    for (let round = 0; round < 6; round++) {
      await run(bench, report);
      await bench.pass(60);
      await stop(bench, report);
    }
  },
};

const text: Scenario = {
  name: 'text',
  async play(bench, report) {
    bench.script = () => bench.print();
    for (let round = 0; round < 3; round++) {
      await run(bench, report);
      await bench.pass(500);
      await stop(bench, report);
    }
  },
};

function frames(name: string, raw: boolean): Scenario {
  return {
    name,
    raw,
    async play(bench, report) {
      let tick = 0;
      let delivered = 0;
      let gapMs = 0;
      bench.script = () => {
        const { frames } = bench.verdict;
        gapMs = frames === delivered && bench.camera.state !== 'disconnected' ? gapMs + 1 : 0;
        delivered = frames;
        report.pictureGapMs = Math.max(report.pictureGapMs, gapMs);
        if (++tick % 5 !== 0) return;
        bench.simulated.engine.snapshot(raw ? bench.source.raw() : bench.source.jpeg());
        if (tick % 20 === 0) bench.print();
      };
      for (let round = 0; round < 2; round++) {
        gapMs = 0;
        await run(bench, report);
        await bench.pass(1000);
        await stop(bench, report);
      }
    },
  };
}

const channels: Scenario = {
  name: 'channels',
  async play(bench, report) {
    const content = Uint8Array.from({ length: 3000 }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
    for (let round = 0; round < 2; round++) {
      await run(bench, report);
      const written: number[] = [];
      for (const method of ['read', 'readp'] as const) {
        bench.simulated.engine.register({
          name: method,
          flags: ChannelFlag.read | ChannelFlag.write,
          methods: ['size', method, 'write'],
          answer: (request): ChannelReply => {
            if (request.op === 'size') return { kind: 'value', value: content.length };
            if (request.op === 'write') {
              written.push(request.data[0]!);
              return { kind: 'value', value: 1 };
            }
            if (request.op !== 'read' && request.op !== 'readp') return { kind: 'value', value: 1 };
            return { kind: 'bytes', bytes: content.slice(request.offset, request.offset + request.length) };
          },
        });
      }
      for (let turn = 0; turn < 15; turn++) {
        await bench.pass(10);
        // Before the list has come, and after a restart, they are not known.
        for (const { id, name } of bench.camera.channels.list.filter((each) => each.dynamic)) {
          const read = await call(bench, report, bench.camera.channels.read(id));
          if (read.value !== undefined && Buffer.compare(read.value, content.subarray(0, read.value.length)) !== 0) {
            throw new Error('A channel read returned wrong bytes.');
          }
          await call(
            bench,
            report,
            bench.camera.channels.write(id, Uint8Array.of(2 * turn + (name === 'read' ? 0 : 1), 1, 2)),
          );
        }
      }
      // What is not known to have arrived is not sent again behind the caller's back.
      const inOrder = written.every((value, index) => index === 0 || value > written[index - 1]!);
      if (!inOrder) throw new Error(`Writes came twice or out of order: ${written.join(' ')}.`);
      await stop(bench, report);
    }
  },
};

const softReboots: Scenario = {
  name: 'soft reboots',
  async play(bench, report) {
    bench.script = () => bench.print();
    for (let round = 0; round < 6; round++) {
      await run(bench, report);
      await bench.pass(40 + 7 * round);
      bench.simulated.engine.end();
      // Its report may be lost: the engine finds out by itself.
      await bench.until('the end of the script is known', () => bench.camera.state !== 'running', 10_000);
    }
  },
};

const profileCounters = 8;
export const profileBytes = encodeProfileRecords(
  Array.from({ length: 60 }, (_, index) => ({
    address: 0x0800_0101 + 16 * index,
    caller: 0x0800_0201,
    callCount: index + 1,
    minTicks: 1,
    maxTicks: 5 + index,
    totalTicks: BigInt(index) * 7n,
    totalCycles: 600n,
    events: Array.from({ length: profileCounters }, (_counter, counter) => BigInt(counter)),
  })),
  profileCounters,
);

/** Never changes. */
export const profileSource: ProfileSource = {
  recordCount: profileBytes.length / profileRecordSize(profileCounters),
  encode: () => profileBytes,
  setExclusive: () => {},
  setEvent: () => {},
  reset: () => {},
  setLocked: () => {},
};

const profile: Scenario = {
  name: 'profile',
  async play(bench, report) {
    await run(bench, report);
    for (let round = 0; round < 15; round++) {
      const reader = bench.camera.profiler;
      if (reader === undefined) break;
      const { value } = await call(bench, report, reader.read());
      if (value?.kind === 'records' && Buffer.compare(value.bytes, profileBytes) !== 0) {
        throw new Error('The profile has wrong bytes.');
      }
      await bench.pass(15);
    }
    await stop(bench, report);
  },
};

export const scenarios: readonly Scenario[] = [
  connecting,
  running,
  text,
  frames('frames, JPEG', false),
  frames('frames, raw', true),
  channels,
  softReboots,
  profile,
];
