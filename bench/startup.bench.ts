// From the start of the program to a page that answers: in a browser, and in the desktop shell (on the stand-in of
// Electron's API; see e2e/electron-stand-in). Cold: a new browser and a new data folder each time, nothing cached. The time
// ends when a click on Run would run: camera connected, editor there.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright';
import { buildStandIn } from '../e2e/electron-stand-in/build.ts';
import { launchStandIn } from '../e2e/electron-stand-in/launch.ts';
import { serveHost } from '../e2e/fixtures/served-host.ts';
import { Workbench } from '../e2e/pages/workbench.ts';
import { findBrowser } from '../scripts/find-browser.mjs';
import { percentile, printFigure } from './lib/figure.ts';

const rounds = 5;

interface Times {
  /** The workbench is drawn and takes clicks and keys. */
  readonly interactiveMs: number;
  readonly readyMs: number;
}

async function times(workbench: Workbench, startMs: number): Promise<Times> {
  await workbench.page.getByRole('button', { name: 'Settings' }).waitFor();
  const interactiveMs = performance.now() - startMs;
  await workbench.editor.locator('.view-line').first().waitFor();
  await workbench.state
    .getByText('Ready')
    .or(workbench.state.filter({ hasText: 'Ready' }))
    .first()
    .waitFor();
  return { interactiveMs, readyMs: performance.now() - startMs };
}

async function inBrowser(browser: Browser): Promise<Times> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const startMs = performance.now();
  const host = await serveHost();
  try {
    await page.goto(host.url, { waitUntil: 'commit' });
    return await times(new Workbench(page), startMs);
  } finally {
    await host.stop();
  }
}

async function onStandIn(browser: Browser): Promise<Times> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'viewfinder-startup-'));
  const startMs = performance.now();
  const app = await launchStandIn(browser, { dataFolder });
  try {
    return await times(new Workbench(await app.window()), startMs);
  } finally {
    await app.dispose();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function measure(shell: string, run: (browser: Browser) => Promise<Times>): Promise<void> {
  const all: Times[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const executablePath = findBrowser();
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    all.push(await run(browser));
    await browser.close();
  }
  for (const [figure, name] of [
    ['start to interactive', 'interactiveMs'],
    ['start to ready to run', 'readyMs'],
  ] as const) {
    const values = all.map((each) => each[name]);
    const facts = { shell, rounds, worstMs: Math.round(Math.max(...values)) };
    printFigure('startup', `${figure}, median`, percentile(values, 0.5), 'ms', facts);
  }
}

await buildStandIn();
await measure('browser', inBrowser);
await measure('desktop on the stand-in', onStandIn);
