// Where files lie beside the code, whether it runs bundled inside dist/main or as TypeScript source under src-main.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. Inside a packaged app that is the archive's top level. */
const root = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** Path of a built entry, such as `simulator.worker.js`. */
export function builtFile(name: string): string {
  return path.join(root, 'dist', 'main', name);
}

/** Path of a file or folder under assets/. */
export function assetFile(...segments: string[]): string {
  return path.join(root, 'assets', ...segments);
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`No package.json at or above ${start}.`);
  }
}
