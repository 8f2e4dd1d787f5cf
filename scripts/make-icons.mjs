// Makes the icons of the installers from assets/icons/icon.svg: PNG files for Linux, icon.ico for Windows, icon.icns for
// macOS. Draws with the Chromium of the tests. `npm run icons`, after a change of the SVG.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright';
import { root } from './build-if-stale.mjs';
import { findBrowser } from './find-browser.mjs';
import { icnsFile, icoFile } from './icon-files.mjs';

const folder = path.join(root, 'assets/icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const svg = await readFile(path.join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
const pngs = new Map();
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  pngs.set(size, await page.screenshot({ omitBackground: true }));
}
await browser.close();

// The folder's name tells electron-builder's Linux targets that these are the sizes of one icon.
await mkdir(path.join(folder, 'png'), { recursive: true });
for (const [size, png] of pngs) await writeFile(path.join(folder, 'png', `${size}x${size}.png`), png);
await writeFile(path.join(folder, 'icon.ico'), icoFile(pngs));
await writeFile(path.join(folder, 'icon.icns'), icnsFile(pngs));
