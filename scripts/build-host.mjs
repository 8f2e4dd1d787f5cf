// Builds everything that runs in Node or in Electron's main process into dist/main: one ES module per entry, shared code in
// chunks, dependencies left in node_modules; the preload script as CommonJS, which Electron's sandbox requires.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const entries = {
  viewfinder: 'src-main/cli/main.ts',
  'electron-main': 'src-main/electron/main.ts',
  'simulator.worker': 'src-main/simulator/worker/simulator.worker.ts',
  'script.worker': 'src-main/simulator/micropython/script.worker.ts',
  // The library: `viewfinder/camera` and `viewfinder/transports`.
  camera: 'src-main/library/index.ts',
  transports: 'src-main/transports/index.ts',
};

const external = (id) => !id.startsWith('.') && !path.isAbsolute(id);

export async function buildHost({ log = console.error } = {}) {
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(root, file)]));
  const start = performance.now();
  const outDir = path.join(root, 'dist/main');
  const bundle = await rolldown({ input, external, platform: 'node', logLevel: 'warn' });
  await bundle.write({
    dir: outDir,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await bundle.close();
  const preload = path.join(root, 'src-main/electron/preload.ts');
  const preloadBundle = await rolldown({ input: preload, external: ['electron'], platform: 'node', logLevel: 'warn' });
  await preloadBundle.write({ file: path.join(outDir, 'preload.cjs'), format: 'cjs', sourcemap: true });
  await preloadBundle.close();
  log(`built dist/main in ${Math.round(performance.now() - start)} ms`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildHost();
