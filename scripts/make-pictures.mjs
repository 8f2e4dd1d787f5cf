// Makes the images of README and docs/guide: serves the built program, drives it in a Chromium, and writes docs/images/*.png.
// `npm run pictures` makes all, `npm run pictures -- workbench` those whose name contains that. Needs a Chinese font.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { ensureHost, ensureRenderer, root } from './build-if-stale.mjs';
import { findBrowser } from './find-browser.mjs';
import { pictures } from './pictures.mjs';

const imagesFolder = path.join(root, 'docs/images');
const wanted = process.argv.slice(2);

await ensureHost();
await ensureRenderer();
await mkdir(imagesFolder, { recursive: true });
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const picture of pictures.filter(
  ({ name }) => wanted.length === 0 || wanted.some((each) => name.includes(each)),
)) {
  console.log(picture.name);
  await make(picture);
}
await browser.close();

/** @param {Record<string, any>} picture */
async function make({ name, language, theme = 'dark', size = { width: 1280, height: 800 }, show }) {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'viewfinder-pictures-'));
  const host = spawn(process.execPath, [path.join(root, 'dist/main/viewfinder.js'), 'serve', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, VIEWFINDER_DATA: dataFolder },
  });
  try {
    const page = await browser.newPage({
      viewport: size,
      colorScheme: theme,
      locale: language,
      deviceScaleFactor: 1.5,
    });
    await page.goto(await announcedUrl(host));
    await page.getByRole('contentinfo').getByText('OpenMV N6').first().waitFor();
    await page.locator('.monaco-editor .view-line').first().waitFor();
    const shown = await show(page);
    const options = { path: path.join(imagesFolder, `${name}.png`), animations: /** @type {const} */ ('disabled') };
    if (shown === undefined || 'width' in shown) await page.screenshot({ ...options, clip: shown });
    else await shown.screenshot(options);
    await page.close();
  } finally {
    host.kill();
    await new Promise((resolve) => host.once('exit', resolve));
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function announcedUrl({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const { url } = JSON.parse(line);
    if (url !== undefined) return url;
  }
  throw new Error('The server ended before it listened.');
}
