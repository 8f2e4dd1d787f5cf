// Bundles files of fuzz targets, with counters in the code under test: in every module but those of folders named
// "testing". By the counters the runner sees that an input reached something new.

import path from 'node:path';
import { createInstrumenter } from 'istanbul-lib-instrument';
import { rolldown } from 'rolldown';
import { root } from '../build-if-stale.mjs';
import { countersName } from './counters.mjs';
import { literalsName, literalsOf } from './literals.mjs';

/** Checksums: a third of all time would go into counting their bytes, and every length would seem new. */
const uncounted = new Set(['src-shared/openmv/crc.ts']);

/** Writes one module an entry into `outDir`; `entries` maps names to sources. Resolves with the files written. */
export async function buildTargets(entries, outDir) {
  const bundle = await rolldown({
    input: entries,
    platform: 'node',
    logLevel: 'warn',
    checks: { pluginTimings: false },
    plugins: [counters()],
  });
  await bundle.write({ dir: outDir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunk-[hash].mjs' });
  await bundle.close();
  return Object.keys(entries).map((name) => path.join(outDir, `${name}.mjs`));
}

function counters() {
  const instrumenter = createInstrumenter({
    esModules: true,
    coverageVariable: countersName,
    coverageGlobalScope: 'globalThis',
    coverageGlobalScopeFunc: false,
    parserPlugins: ['typescript'],
  });
  return {
    name: 'counters',
    transform(code, id) {
      const file = path.relative(root, id).replaceAll('\\', '/');
      // Modules of the bundler itself begin with a zero byte.
      if (id.startsWith('\0') || /(^|\/)testing\//.test(file) || uncounted.has(file)) return null;
      const literals = JSON.stringify(literalsOf(this.parse(code, { lang: 'ts' })));
      return `${instrumenter.instrumentSync(code, file)}\n(globalThis.${literalsName} ??= []).push(...${literals});\n`;
    },
  };
}
