// Bundles the stand-in's two sides into dist/stand-in: the module `electron` for Node, and the script for pages.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Two folders up, also where benchmarks are bundled to. */
const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const sourceFolder = path.join(checkout, 'e2e/electron-stand-in');
export const standInFolder = path.join(checkout, 'dist/stand-in');

export async function buildStandIn(): Promise<void> {
  const main = await rolldown({
    input: path.join(sourceFolder, 'main/electron.ts'),
    external: (id) => id.startsWith('node:') || id === 'ws',
    platform: 'node',
  });
  await main.write({ file: path.join(standInFolder, 'electron.js'), format: 'esm', sourcemap: true });
  await main.close();
  const page = await rolldown({ input: path.join(sourceFolder, 'page/run-preload.ts'), platform: 'browser' });
  await page.write({ file: path.join(standInFolder, 'run-preload.js'), format: 'iife' });
  await page.close();
}
