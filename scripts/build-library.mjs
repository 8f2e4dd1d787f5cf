// Type declarations of the library (`viewfinder/camera`, `viewfinder/transports`) into dist/types. Its code is built by
// build-host.mjs.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Path of the compiler's command, for Node to run. */
export const compiler = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

/** Throws with the compiler's messages when the types are wrong. */
export function buildLibraryTypes() {
  const built = spawnSync(process.execPath, [compiler, '-p', path.join(root, 'tsconfig.library.json')], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`The types of the library were not built:\n${built.stdout}${built.stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildLibraryTypes();
