// The profiler panel in a real Chromium with 10,000 functions, forty times what a camera counts: snapshots at 10 Hz from the
// host to the painted table, and what sorting, filtering and scrolling ask of the page's main thread meanwhile. A task that
// keeps the main thread busy for more than 50 ms makes the benchmark fail.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Locator } from 'playwright';
import { Workbench } from '../e2e/pages/workbench.ts';
import { findBrowser } from '../scripts/find-browser.mjs';
import type { ProfilerFacet, ProfileReading } from '../src-main/camera/facets.ts';
import { createHost } from '../src-main/host/create-host.ts';
import { FakeCameraSource } from '../src-main/host/testing/fake-camera-source.ts';
import { startServer } from '../src-main/server/start-server.ts';
import { builtFile } from '../src-main/lib/product-files.ts';
import { writeElf } from '../src-shared/profile/elf-writer.ts';
import { encodeProfileRecords, profileRecordSize } from '../src-shared/openmv/profile-record.ts';
import { percentile, printFigure } from './lib/figure.ts';

const rowCount = 10_000;
const counterCount = 8;
const watchedMs = 5000;
const longestTaskMs = 50;

const families = ['py_image', 'imlib', 'jpeg', 'fb', 'mp', 'lab', 'fft', 'apriltag'];
const functions = Array.from({ length: rowCount }, (_, index) => ({
  name: `${families[index % families.length]}_function_${index}`,
  address: (0x0800_0001 + 64 * index) >>> 0,
  size: 64,
}));

/** A camera whose every function is called between two snapshots. */
class BusyProfiler implements ProfilerFacet {
  readonly #recordSize = profileRecordSize(counterCount);
  readonly #bytes = encodeProfileRecords(
    functions.map(({ address }, index) => ({
      address,
      caller: functions[Math.floor(index / 3)]!.address + 8,
      callCount: 1 + (index % 97),
      minTicks: 3,
      maxTicks: 900 + index,
      totalTicks: BigInt(1000 + ((index * 7919) % 100_003)),
      totalCycles: BigInt(index * 800),
      events: Array.from({ length: counterCount }, (_unused, counter) => BigInt(index * (counter + 1))),
    })),
    counterCount,
  );
  #reads = 0;

  counterCount(): Promise<number> {
    return Promise.resolve(counterCount);
  }
  read(): Promise<ProfileReading> {
    const bytes = this.#bytes.slice();
    const view = new DataView(bytes.buffer);
    this.#reads += 1;
    for (let row = 0; row < rowCount; row++) {
      const at = row * this.#recordSize;
      view.setUint32(at + 8, view.getUint32(at + 8, true) + this.#reads, true);
      view.setUint32(at + 20, view.getUint32(at + 20, true) + ((this.#reads * (row + 1)) % 4096), true);
    }
    return Promise.resolve({ kind: 'records', recordSize: this.#recordSize, bytes });
  }
  setExclusive(): Promise<void> {
    return Promise.resolve();
  }
  setEvent(): Promise<void> {
    return Promise.resolve();
  }
  reset(): Promise<void> {
    return Promise.resolve();
  }
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Duration and processor time, in microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * How long the tasks of the page's main thread were, in milliseconds: on the clock, and on the processor. On a machine
 * that others keep busy only the second tells what the page itself asks for.
 */
async function tasksDuring(work: () => Promise<unknown>): Promise<{ clockMs: number; processorMs: number }[]> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mainThreads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  return traceEvents
    .filter(
      ({ name, pid, tid }) =>
        name.endsWith('RunTask') && mainThreads.some((each) => each.pid === pid && each.tid === tid),
    )
    .map(({ dur = 0, tdur = dur }) => ({ clockMs: dur / 1000, processorMs: tdur / 1000 }));
}

const dataFolder = await mkdtemp(path.join(tmpdir(), 'viewfinder-bench-'));
const source = new FakeCameraSource();
source.elf = writeElf(functions);
source.prepare = (camera) => (camera.profiler = new BusyProfiler());
const core = await createHost({ dataFolder, version: '0.0.0-bench', cameraSource: source, connectAtStart: true });
const server = await startServer({ core, rendererFolder: path.resolve(builtFile('.'), '../renderer') });
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const workbench = new Workbench(page);
await workbench.open(server.url);
await page.getByText('Profiler', { exact: true }).first().click();
const panel = page.getByRole('region', { name: 'Profiler', exact: true });
await workbench.run.click();
await panel.locator('[data-key]').first().waitFor();
await panel.getByText('_function_').first().waitFor();
const painted: number[] = [];
const works: readonly (readonly [name: string, work: () => Promise<unknown>])[] = [
  ['snapshots', async () => painted.push(...(await page.evaluate(watchPaints, watchedMs)))],
  [
    'sort',
    async () => {
      for (const title of ['Function', 'Calls', 'Average', 'Cycles', 'Share', 'Function', 'Total']) {
        const header = panel.getByRole('columnheader', { name: title, exact: true });
        await header.getByRole('button').click();
        await panel.locator('[aria-sort="descending"], [aria-sort="ascending"]').first().waitFor();
      }
    },
  ],
  [
    'filter',
    async () => {
      await panel.getByRole('searchbox').pressSequentially('imlib function 99', { delay: 60 });
      await panel.getByText('imlib_function_99').first().waitFor();
      await panel.getByRole('searchbox').fill('');
    },
  ],
  ['scroll', () => page.evaluate(scrollThrough)],
  ['call tree', () => visit('Call tree', panel.getByRole('treegrid').locator('[data-key]').first())],
  ['flame graph', () => visit('Flame graph', panel.getByRole('treeitem').first())],
];

async function visit(tab: string, first: Locator): Promise<void> {
  await panel.getByRole('tab', { name: tab }).click();
  await first.waitFor();
  await page.evaluate(watchPaints, 1000);
  await panel.getByRole('tab', { name: 'Functions' }).click();
}

/** Milliseconds from each snapshot on the host to its table on the screen. */
function watchPaints(durationMs: number): Promise<number[]> {
  return new Promise((resolve) => {
    const element = document.querySelector<HTMLElement>('.profiler')!;
    const delays: number[] = [];
    const observer = new MutationObserver(() => {
      const takenAtMs = Number(element.dataset['takenAt']);
      requestAnimationFrame(() => setTimeout(() => delays.push(Date.now() - takenAtMs)));
    });
    observer.observe(element, { attributeFilter: ['data-taken-at'] });
    setTimeout(() => {
      observer.disconnect();
      resolve(delays);
    }, durationMs);
  });
}

/** From the first row to the last, a screenful a frame. */
async function scrollThrough(): Promise<void> {
  const grid = document.querySelector('.grid')!;
  const steps = 120;
  for (let step = 0; step <= steps; step++) {
    grid.scrollTo({ top: (step / steps) * (grid.scrollHeight - grid.clientHeight) });
    await new Promise(requestAnimationFrame);
  }
  grid.scrollTo({ top: 0 });
}

let longest = 0;
for (const [name, work] of works) {
  const tasks = await tasksDuring(work);
  const processorMs = Math.max(...tasks.map((task) => task.processorMs));
  longest = Math.max(longest, processorMs);
  printFigure('profiler', `longest main-thread task, ${name}`, processorMs, 'ms', {
    rows: rowCount,
    tasks: tasks.length,
    longestOnClockMs: Number(Math.max(...tasks.map((task) => task.clockMs)).toFixed(1)),
    over50OnClock: tasks.filter((task) => task.clockMs > longestTaskMs).length,
  });
}
printFigure('profiler', 'snapshots painted', painted.length / (watchedMs / 1000), 'per second', { rows: rowCount });
printFigure('profiler', 'snapshot to painted table, median', percentile(painted, 0.5), 'ms', {
  rows: rowCount,
  p95: percentile(painted, 0.95),
});

await browser.close();
await server.close();
await core.close();
await rm(dataFolder, { recursive: true, force: true });
if (longest > longestTaskMs) {
  console.error(`A task kept the main thread busy for ${Math.round(longest)} ms; ${longestTaskMs} ms is the limit.`);
  process.exitCode = 1;
}
