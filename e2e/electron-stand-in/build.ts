// Bundles the stand-in's two sides into dist/stand-in: the module `electron` for Node, and the script for pages.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = path.dirname(fileURLToPath(import.meta.url));
export const standInFolder = path.resolve(here, '../../dist/stand-in');

export async function buildStandIn(): Promise<void> {
  const main = await rolldown({
    input: path.join(here, 'main/electron.ts'),
    external: (id) => id.startsWith('node:') || id === 'ws',
    platform: 'node',
  });
  await main.write({ file: path.join(standInFolder, 'electron.js'), format: 'esm', sourcemap: true });
  await main.close();
  const page = await rolldown({ input: path.join(here, 'page/run-preload.ts'), platform: 'browser' });
  await page.write({ file: path.join(standInFolder, 'run-preload.js'), format: 'iife' });
  await page.close();
}
