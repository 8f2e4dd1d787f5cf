import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeElf } from '../../src-shared/profile/elf-writer.ts';
import { encodeProfileRecords } from '../../src-shared/openmv/profile-record.ts';
import type { ProfilerFacet, ProfileReading } from '../camera/facets.ts';
import { runProgram } from './program.ts';
import { CliBench } from './testing/cli-bench.ts';

const restart = 'MPY: soft reboot\r\nOpenMV v5.0.0\r\n>>> ';

function profilerWith(reading: ProfileReading, calls: string[] = []): ProfilerFacet {
  const note = (call: string) => () => {
    calls.push(call);
    return Promise.resolve();
  };
  return {
    counterCount: () => Promise.resolve(1),
    read: () => Promise.resolve(reading),
    setExclusive: (exclusive) => note(`exclusive ${exclusive}`)(),
    setEvent: (counter, event) => note(`event ${counter} ${event}`)(),
    reset: note('reset'),
  };
}

const record = (address: number, callCount: number, totalTicks: bigint) => ({
  address,
  caller: 0,
  callCount,
  minTicks: 100,
  maxTicks: 300,
  totalTicks,
  totalCycles: totalTicks * 800n,
  events: [BigInt(callCount) * 12n],
});
const records: ProfileReading = {
  kind: 'records',
  recordSize: 48,
  bytes: encodeProfileRecords([record(0x0800_0101, 4, 800n), record(0x0800_0201, 2, 2400n)], 1),
};

describe('viewfinder profile', () => {
  let folder: string;
  let script: string;
  let elf: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-cli-'));
    script = path.join(folder, 'script.py');
    elf = path.join(folder, 'firmware.elf');
    await writeFile(script, 'print(1)');
    await writeFile(elf, writeElf([{ name: 'imlib_find_blobs', address: 0x0800_0201, size: 64 }]));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function profile(reading: ProfileReading, ...args: string[]) {
    const bench = new CliBench();
    const calls: string[] = [];
    bench.camera.profiler = profilerWith(reading, calls);
    const ended = runProgram(['profile', script, ...args], bench.context);
    await bench.running();
    bench.camera.print('hello\r\n');
    bench.camera.endScript();
    bench.camera.print(restart);
    return { bench, calls, exitCode: await ended };
  }

  it('prints a table, the slowest function first, with names from the ELF file', async () => {
    const { bench, calls, exitCode } = await profile(records, '--elf', elf, '--exclusive');
    expect(exitCode).toBe(0);
    expect(calls).toEqual(['exclusive true', 'event 0 57', 'reset']);
    const lines = bench.out.split('\n');
    expect(lines[0]).toBe('hello\r');
    expect(lines[2]).toMatch(/^imlib_find_blobs +2 +100 µs +300 µs +2.4 ms +1.2 ms +960 k +75 %$/);
    expect(lines[3]).toMatch(/^0x08000101 +4 .* 25 %$/);
    expect(bench.err).toContain('1 of 2 functions are not in');
  });

  it('ends with one JSON object', async () => {
    const { bench } = await profile(records, '--json');
    expect(bench.summary).toMatchObject({
      mode: 'inclusive',
      totals: { calls: 6, totalUs: 3200 },
      functions: [
        { address: '0x08000201', totalUs: 2400, L1D_CACHE_MISS_RDPerCall: 12 },
        { address: '0x08000101', totalUs: 800 },
      ],
    });
  });

  it('prints only CSV on standard output', async () => {
    const { bench } = await profile(records, '--csv');
    expect(bench.out).toMatch(/^function,address,caller,calls,.*\r\n0x08000201,.*\r\n0x08000101,.*\r\n$/);
    expect(bench.err).toContain('hello');
  });

  it('fails if nothing was counted', async () => {
    await expect(profile({ kind: 'empty' })).rejects.toMatchObject({ code: 'profile-empty' });
  });

  it('refuses firmware without a profiler, and a bad ELF file before anything runs', async () => {
    const bench = new CliBench();
    await expect(runProgram(['profile', script], bench.context)).rejects.toMatchObject({ code: 'no-profiler' });
    expect(bench.camera.state).toBe('disconnected');
    await expect(runProgram(['profile', script, '--elf', script], bench.context)).rejects.toMatchObject({
      code: 'elf-not-an-elf',
    });
  });
});
