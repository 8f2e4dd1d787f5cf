// npm test: builds, checks, and runs unit, integration and end-to-end tests. It continues after a failure, so that one
// run shows every problem. The last line counts passed and failed tests; each failed check counts as one.
// `--full` (npm run test:full) runs the large matrices completely and fuzzes longer, with the seed of the day;
// `--seed N` chooses another sample.

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './build-if-stale.mjs';
import { provideRequirements } from './test/requirements.mjs';
import { runSteps } from './test/run-steps.mjs';

const dayMs = 24 * 60 * 60 * 1000;
const fuzzInputs = { sample: 500_000, full: 5_000_000 };
const resultsFolder = path.join(root, 'test-results');
const vitestResults = path.join(resultsFolder, 'vitest.json');
const playwrightResults = path.join(resultsFolder, 'playwright.json');

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, seed: { type: 'string' } } });
const seed = values.seed ?? String(values.full ? Math.floor(Date.now() / dayMs) : 1);
const totals = { passed: 0, failed: 0 };

process.chdir(root);
rmSync(resultsFolder, { recursive: true, force: true });
mkdirSync(resultsFolder, { recursive: true });
console.log(values.full ? `everything, seed ${seed}` : `a sample, seed ${seed}; "npm run test:full" runs everything`);

const env = {
  VIEWFINDER_BROWSER: provideOrEnd(),
  ...(values.full ? { VIEWFINDER_FAULT_SEED: seed } : { VIEWFINDER_TEST_SEED: seed }),
};

const builds = await runSteps(
  [
    { name: 'build', command: ['node', 'scripts/build-host.mjs'] },
    { name: 'build of the page', command: ['vite', 'build', '--logLevel', 'warn'] },
  ],
  { jobs: 2, env },
);
const isBuilt = builds.every(({ succeeded }) => succeeded);
const checks = await runSteps(
  [
    {
      name: 'fuzzing',
      command: [
        'node',
        'scripts/fuzz.mjs',
        '--seed',
        seed,
        '--runs',
        String(fuzzInputs[values.full ? 'full' : 'sample']),
      ],
    },
    { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
    { name: 'rooms', command: ['node', 'scripts/check-rooms.mjs'] },
    { name: 'types', command: ['tsc', '-b', '--noEmit'] },
    { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'unused code', command: ['knip'] },
  ],
  { jobs: 2, env },
);
totals.failed += [...builds, ...checks].filter(({ succeeded }) => !succeeded).length;
const tests = [await runVitest()];
if (isBuilt) tests.push(await runPlaywright());

const failed = [...builds, ...checks, ...tests].filter(({ succeeded }) => !succeeded);
if (failed.length > 0) console.log(`\nfailed: ${failed.map(({ name }) => name).join(', ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

function provideOrEnd() {
  try {
    return provideRequirements();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return process.exit(1);
  }
}

async function runVitest() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestResults}`];
  const command = ['vitest', 'run', ...reporters];
  const [result] = await runSteps([{ name: 'unit and integration tests', command }], { env });
  const results = readResults(vitestResults);
  count(results?.numPassedTests, results?.numFailedTests, result.succeeded);
  return result;
}

async function runPlaywright() {
  const command = ['playwright', 'test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'];
  const step = { name: 'end-to-end tests', command, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightResults } };
  const [result] = await runSteps([step], { env });
  const stats = readResults(playwrightResults)?.stats;
  count(stats?.expected, stats?.unexpected, result.succeeded);
  return result;
}

/** A runner that fails without a failed test (a file that does not load) counts as one failure. */
function count(passed = 0, failed = 0, succeeded) {
  totals.passed += passed;
  totals.failed += succeeded ? failed : Math.max(1, failed);
}

function readResults(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
