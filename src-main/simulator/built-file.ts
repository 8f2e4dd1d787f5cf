// Where the product's own files are. The code that asks may run from TypeScript under src-main, from the bundle in
// dist/main or from a chunk of it, so the way leads over the folder that holds package.json.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('The folder of the program holds no package.json.');
    folder = parent;
  }
  return folder;
}

const root = findRoot();

/** The path of a built file, for example of a worker: `builtFile('simulator.worker.js')`. */
export function builtFile(name: string): string {
  return path.join(root, 'dist/main', name);
}

/** The path of a file under assets: `assetFile('boards', 'boards.json')`. */
export function assetFile(...parts: readonly string[]): string {
  return path.join(root, 'assets', ...parts);
}
