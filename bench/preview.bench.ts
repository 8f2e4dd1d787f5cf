// In a real Chromium, on the built product: from the camera's frame event to pixels drawn; from the click on Stop to
// stopped; from the start of the program to the first picture.

import { chromium } from 'playwright';
import { serveHost } from '../e2e/fixtures/served-host.ts';
import { Workbench } from '../e2e/pages/workbench.ts';
import { findBrowser } from '../scripts/find-browser.mjs';
import { percentile, printFigure } from './lib/figure.ts';

const rounds = 8;
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

const startMs = performance.now();
const host = await serveHost();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const workbench = new Workbench(page);
await workbench.open(host.url);
printFigure('preview', 'start to ready', performance.now() - startMs, 'ms');
await workbench.run.click();
await workbench.figures.getByText('320 × 240').waitFor();
printFigure('preview', 'start to first picture', performance.now() - startMs, 'ms');

for (const format of ['JPEG', 'RGB565']) {
  if (format === 'RGB565') await page.getByRole('button', { name: 'Raw' }).click();
  await workbench.figures.getByText(format, { exact: true }).waitFor();
  // The figure is over the last 120 pictures: take it when all of them are of this format.
  const first = await workbench.drawnPictures();
  await page.waitForFunction(
    (count) => Number(document.querySelector('.preview')?.getAttribute('data-drawn')) > count,
    first + 150,
    { timeout: 30_000 },
  );
  const [median, p95] = await workbench.latencies();
  const facts = { format, width: 320, height: 240, shownFps: await workbench.figure('Shown fps') };
  printFigure('preview', 'frame event to drawn, median', median, 'ms', facts);
  printFigure('preview', 'frame event to drawn, p95', p95, 'ms', facts);
}
await workbench.stopAndMeasure();

const scripts = {
  'empty loop': 'while True: pass\n',
  'text flood': 'n = 0\nwhile True:\n    n += 1\n    print("line", n)\n',
};
for (const [name, source] of Object.entries(scripts)) {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await workbench.runScript(source);
    if (name === 'text flood') await workbench.terminal.getByText(/line/).first().waitFor();
    times.push(await workbench.stopAndMeasure());
    await workbench.isReady();
  }
  const facts = { p95: percentile(times, 0.95), rounds };
  printFigure('preview', `click on Stop to stopped, ${name}`, percentile(times, 0.5), 'ms', facts);
}
await browser.close();
await host.stop();
