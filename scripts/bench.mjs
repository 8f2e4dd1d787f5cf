// Runs benchmarks: `npm run bench` for all, `npm run bench -- crc frames` for some. Each prints one JSON line a figure:
// {"bench","figure","value","unit",…}. Figures are compared within one run; machines are noisy.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const suffix = '.bench.ts';
const known = readdirSync(path.join(root, 'bench'))
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

const names = asked.length > 0 ? asked : known;
const bundle = await rolldown({
  input: Object.fromEntries(names.map((name) => [name, path.join(root, 'bench', name + suffix)])),
  external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
  platform: 'node',
  logLevel: 'warn',
});
const outDir = path.join(root, 'dist/bench');
await bundle.write({
  dir: outDir,
  format: 'esm',
  entryFileNames: '[name].js',
  // Beside the entries: shared files find the product two folders up, as their sources do.
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();

let failed = false;
for (const name of names) {
  const { status } = spawnSync(process.execPath, ['--expose-gc', path.join(outDir, `${name}.js`)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: root,
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
