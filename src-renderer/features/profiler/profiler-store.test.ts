import { beforeEach, describe, expect, test } from 'vitest';
import type { ProfilerState } from '../../../src-shared/contract/profiler.ts';
import { packProfileTable } from '../../../src-shared/profile/table-bytes.ts';
import { profileOf } from '../../../src-shared/profile/testing/profile-builder.ts';
import { RpcError } from '../../../src-shared/rpc/rpc-error.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { ProfileAnalysis } from '../../workers/profile/profile-analysis.ts';
import type { ProfileReply, ProfileRequest } from '../../workers/profile/profile-messages.ts';
import { createNoticesStore } from '../../state/notices.ts';
import type { AnalysisWorker } from './profile-analyst.ts';
import { createProfilerStore } from './profiler-store.ts';

/** The real analysis, answering when the test lets it. */
class HeldWorker implements AnalysisWorker {
  readonly requests: ProfileRequest[] = [];
  readonly #analysis = new ProfileAnalysis();
  #listener: (event: { readonly data: ProfileReply }) => void = () => undefined;

  postMessage(request: ProfileRequest): void {
    this.requests.push(request);
  }
  addEventListener(_type: 'message', listener: (event: { readonly data: ProfileReply }) => void): void {
    this.#listener = listener;
  }
  terminate(): void {
    this.requests.length = 0;
  }
  /** Answers the oldest request. */
  answer(): void {
    this.#listener({ data: this.#analysis.handle(this.requests.shift()!) });
  }
}

const table = (...calls: readonly number[]) =>
  packProfileTable(profileOf(calls.map((each, index) => ({ address: 0x101 + 32 * index, calls: each }))));
const ready: ProfilerState = { available: true, exclusive: true, events: [], simulated: false };

let host: FakeHost;
let worker: HeldWorker;
let store: ReturnType<typeof createProfilerStore>;
const notices = createNoticesStore();
beforeEach(() => {
  host = new FakeHost();
  worker = new HeldWorker();
  store = createProfilerStore({ host: host.host, notices }, () => worker);
});

describe('the profiler of the page', () => {
  test('the host is read while the panel is seen and not paused', () => {
    const { setVisible, setPaused } = store.getState();
    setVisible(true);
    setPaused(true);
    setPaused(false);
    setVisible(false);
    setVisible(false);
    expect(host.calls.filter((call) => call === 'profiler.watch')).toHaveLength(4);
  });

  test('while the worker is busy only the newest snapshot waits', () => {
    store.getState().setVisible(true);
    host.emit('profiler', 'snapshot', { table: table(1) });
    host.emit('profiler', 'snapshot', { table: table(2) });
    host.emit('profiler', 'snapshot', { table: table(3) });
    worker.answer();
    expect([...store.getState().view!.columns.calls!]).toEqual([1]);
    worker.answer();
    expect([...store.getState().view!.columns.calls!]).toEqual([3]);
    expect(worker.requests).toEqual([]);
  });

  test('a snapshot that comes while paused is left out, a cleared table is not', () => {
    const { setVisible, setPaused } = store.getState();
    setVisible(true);
    setPaused(true);
    host.emit('profiler', 'snapshot', { table: table(1) });
    expect(worker.requests).toEqual([]);
    host.emit('profiler', 'snapshot', { table: table() });
    worker.answer();
    expect(store.getState().view?.rowCount).toBe(0);
  });

  test('a file goes to the host in parts, and what is wrong with it becomes a notice', async () => {
    await store.getState().loadElf(new Blob([new Uint8Array(9 * 1024 * 1024)]), 'firmware.elf');
    expect(host.calls.filter((call) => call === 'profiler.loadElf')).toHaveLength(3);
    host.failures.set('profiler.loadElf', new RpcError('elf-not-an-elf', 'No ELF.'));
    await store.getState().loadElf(new Blob([]), 'empty.elf');
    expect(notices.getState().shown).toHaveLength(1);
    expect(store.getState().uploaded).toBeUndefined();
  });

  test('symbols are fetched anew when the host has others', () => {
    store.getState().setVisible(true);
    const symbols = { name: 'a.elf', functionCount: 1, revision: 1, builtIn: false, known: 1, all: 1 };
    host.emit('profiler', 'state', { ...ready, symbols });
    host.emit('profiler', 'state', { ...ready, symbols: { ...symbols, known: 0 } });
    host.emit('profiler', 'state', { ...ready, symbols: { ...symbols, revision: 2 } });
    expect(host.calls.filter((call) => call === 'profiler.symbols')).toHaveLength(2);
  });

  test('an export waits its turn and comes back as text', async () => {
    store.getState().setVisible(true);
    host.emit('profiler', 'snapshot', { table: table(7) });
    const csv = store.getState().exportAs('csv');
    worker.answer();
    worker.answer();
    expect(await csv).toMatch(/^function,.*\r\n0x00000101,.*,7,/);
  });
});
