import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ProfilerState } from '../../../src-shared/contract/profiler.ts';
import { readElfSymbols } from '../../../src-shared/profile/elf-symbols.ts';
import { writeElf } from '../../../src-shared/profile/elf-writer.ts';
import { unpackProfileTable } from '../../../src-shared/profile/table-bytes.ts';
import { encodeProfileRecords } from '../../../src-shared/openmv/profile-record.ts';
import { CameraError } from '../../camera/camera-error.ts';
import type { ProfilerFacet, ProfileReading } from '../../camera/facets.ts';
import { collect, createTestHost, type TestHost } from '../testing/test-host.ts';

/** A profiler that gives what its test says. */
class FakeProfiler implements ProfilerFacet {
  readonly calls: string[] = [];
  next: ProfileReading | Error = { kind: 'empty' };

  counterCount(): Promise<number> {
    return Promise.resolve(2);
  }
  read(): Promise<ProfileReading> {
    return this.next instanceof Error ? Promise.reject(this.next) : Promise.resolve(this.next);
  }
  setExclusive(exclusive: boolean): Promise<void> {
    this.calls.push(`exclusive ${exclusive}`);
    return Promise.resolve();
  }
  setEvent(counter: number, event: number): Promise<void> {
    this.calls.push(`event ${counter} ${event}`);
    return Promise.resolve();
  }
  reset(): Promise<void> {
    this.calls.push('reset');
    return Promise.resolve();
  }
}

function records(...calls: readonly number[]): ProfileReading {
  const rows = calls.map((callCount, index) => ({
    address: 0x0800_0101 + 32 * index,
    caller: 0,
    callCount,
    minTicks: 1,
    maxTicks: 2,
    totalTicks: BigInt(callCount),
    totalCycles: 0n,
    events: [1n, 2n],
  }));
  return { kind: 'records', recordSize: 56, bytes: encodeProfileRecords(rows, 2) };
}

const elf = writeElf([{ name: 'imlib_find_blobs', address: 0x0800_0101, size: 32 }]);

async function connected(testHost?: TestHost) {
  const created = testHost ?? (await createTestHost());
  const profiler = new FakeProfiler();
  created.source.prepare = (camera) => (camera.profiler = profiler);
  const { host } = created.openPage();
  const states = collect<ProfilerState>((listener) => host.profiler.on('state', listener));
  const snapshots = collect<readonly number[]>((listener) =>
    host.profiler.on('snapshot', ({ table }) => listener([...unpackProfileTable(table).calls])),
  );
  await host.camera.connect({ id: 'sim' });
  await snapshots.until((calls) => calls.length === 0);
  return { ...created, profiler, host, states, snapshots };
}

test('says why there is no profiler', async () => {
  const { openPage } = await createTestHost();
  const { host } = openPage();
  expect(await host.profiler.state(undefined)).toMatchObject({ available: false, reason: 'not-connected' });
  await expect(host.profiler.reset(undefined)).rejects.toMatchObject({ code: 'not-connected' });
  await host.camera.connect({ id: 'sim' });
  expect(await host.profiler.state(undefined)).toMatchObject({ available: false, reason: 'no-channel' });
  await expect(host.profiler.reset(undefined)).rejects.toMatchObject({ code: 'no-profiler' });
});

test('sets a camera up once a connection: exclusive times and the usual events', async () => {
  const { profiler, host } = await connected();
  expect(profiler.calls).toEqual(['exclusive true', 'event 0 57', 'event 1 35']);
  expect(await host.profiler.state(undefined)).toMatchObject({ available: true, exclusive: true, events: [57, 35] });
});

test('reads while a page watches, and sends columns', async () => {
  const { profiler, host, snapshots } = await connected();
  profiler.next = records(5, 7);
  await host.profiler.watch({ on: true });
  await snapshots.until((calls) => calls.join() === '5,7');
  profiler.next = records(6, 9);
  await snapshots.until((calls) => calls.join() === '6,9');
  await host.profiler.watch({ on: false });
  expect(snapshots.values).toEqual([[], [5, 7], [6, 9]]);
});

test('mode, events and reset clear the table', async () => {
  const { profiler, host, snapshots } = await connected();
  profiler.calls.length = 0;
  await host.profiler.setMode({ exclusive: false });
  await host.profiler.setEvent({ counter: 1, event: 0xc303 });
  await host.profiler.reset(undefined);
  expect(profiler.calls).toEqual(['exclusive false', 'event 1 49923', 'reset']);
  expect(snapshots.values).toEqual([[], [], [], []]);
  expect(await host.profiler.state(undefined)).toMatchObject({ exclusive: false, events: [57, 0xc303] });
});

test.each([
  ['bad-record-size', { kind: 'records', recordSize: 100, bytes: new Uint8Array(200) } as const],
  ['profile-lost', new CameraError('profile-lost', 'Gone.')],
  ['profile-empty', { kind: 'empty' } as const],
])('after %s the last good table stays, and the next good one ends the message', async (code, bad) => {
  const { profiler, host, states, snapshots } = await connected();
  profiler.next = records(5);
  await host.profiler.watch({ on: true });
  await snapshots.until((calls) => calls.join() === '5');
  profiler.next = bad;
  await states.until(({ problem }) => problem?.code === code);
  const { table } = (await host.profiler.watch({ on: true }))!;
  expect([...unpackProfileTable(table).calls]).toEqual([5]);
  const seen = states.values.length;
  profiler.next = records(6);
  await states.until((state) => states.values.indexOf(state) >= seen && state.problem === undefined);
});

test('symbols come in parts, are remembered for the firmware, and tell how well they fit', async () => {
  const testHost = await createTestHost();
  const { profiler, host, states, snapshots } = await connected(testHost);
  profiler.next = records(5, 7);
  await host.profiler.watch({ on: true });
  await snapshots.until((calls) => calls.length === 2);
  const part = { name: 'firmware.elf', sizeBytes: elf.length };
  expect(await host.profiler.loadElf({ ...part, offset: 0, data: elf.slice(0, 100) })).toBe(false);
  expect(await host.profiler.loadElf({ ...part, offset: 100, data: elf.slice(100) })).toBe(true);
  const loaded = await states.until(({ symbols }) => symbols !== undefined);
  expect(loaded.symbols).toMatchObject({ name: 'firmware.elf', functionCount: 1, builtIn: false, known: 1, all: 2 });
  const { elf: kept } = (await host.profiler.symbols(undefined))!;
  expect(readElfSymbols(kept).symbols.map(({ name }) => name)).toEqual(['imlib_find_blobs']);

  const again = await createTestHost({ dataFolder: testHost.dataFolder });
  const next = await connected(again);
  await next.states.until(({ symbols }) => symbols?.name === 'firmware.elf');
  await next.host.profiler.forgetSymbols(undefined);
  expect((await next.host.profiler.state(undefined)).symbols).toBeUndefined();
});

test('symbols that a page loads while the remembered ones are being read stay', async () => {
  const { openPage } = await createTestHost();
  const { host } = openPage();
  const states = collect<ProfilerState>((listener) => host.profiler.on('state', listener));
  await host.camera.connect({ id: 'sim' });
  // Reading the store needs the file system; this call reaches the host before that.
  expect(await host.profiler.loadElf({ name: 'a.elf', sizeBytes: elf.length, offset: 0, data: elf })).toBe(true);
  await states.until(({ symbols }) => symbols !== undefined);
  expect(states.values.at(-1)?.symbols?.name).toBe('a.elf');
  expect(await host.profiler.symbols(undefined)).toBeDefined();
});

test('a camera that brings its own ELF has symbols at once', async () => {
  const testHost = await createTestHost();
  testHost.source.elf = elf;
  const { states } = await connected(testHost);
  const state = await states.until(({ symbols }) => symbols !== undefined);
  expect(state).toMatchObject({ simulated: true, symbols: { name: 'simulated-camera.elf', builtIn: true } });
});

test.runIf(process.platform === 'linux')('a pipe that is given as an ELF file is refused at once', async () => {
  const { host, dataFolder } = await connected();
  const pipe = path.join(dataFolder, 'pipe.elf');
  execFileSync('mkfifo', [pipe]);
  await expect(host.profiler.loadElfFile({ path: pipe })).rejects.toMatchObject({ code: 'not-a-file' });
});

test('a bad ELF is refused by its own code and name, and the former symbols stay', async () => {
  const { host, dataFolder } = await connected();
  const file = path.join(dataFolder, 'good.elf');
  await writeFile(file, elf);
  await host.profiler.loadElfFile({ path: file });
  const data = new TextEncoder().encode('not an elf');
  await expect(host.profiler.loadElf({ name: 'a.bin', sizeBytes: data.length, offset: 0, data })).rejects.toMatchObject(
    { code: 'elf-not-an-elf', data: { name: 'a.bin' } },
  );
  await expect(host.profiler.loadElf({ name: 'a', sizeBytes: 9, offset: 4, data })).rejects.toMatchObject({
    code: 'bad-message',
  });
  await expect(host.profiler.loadElfFile({ path: '/nowhere/a.elf' })).rejects.toMatchObject({ code: 'file-not-found' });
  expect((await host.profiler.state(undefined)).symbols).toMatchObject({ name: 'good.elf' });
});
