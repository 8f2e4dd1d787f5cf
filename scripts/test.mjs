// npm test: makes sure that what the tests need is there, builds, checks, and runs unit, integration and end-to-end
// tests. Goes on after a failure, so that one run tells everything. The last line counts passed and failed tests; each
// failed check counts as one.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './build-if-stale.mjs';
import { findBrowser, installBrowser, installDebianPackages, isCommand } from './find-browser.mjs';

const resultsFolder = path.join(root, 'test-results');
const vitestResults = path.join(resultsFolder, 'vitest.json');
const playwrightResults = path.join(resultsFolder, 'playwright.json');
const totals = { passed: 0, failed: 0 };
const failedSteps = [];

process.chdir(root);
rmSync(resultsFolder, { recursive: true, force: true });
mkdirSync(resultsFolder, { recursive: true });

const browser = requireBrowser();
requireSocat();

const built =
  step('build', ['node', 'scripts/build-host.mjs']) &&
  step('build of the page', ['vite', 'build', '--logLevel', 'warn']);
check('format', ['prettier', '--check', '--log-level', 'warn', '.']);
check('lint', ['oxlint', '--type-aware', '--deny-warnings']);
check('types', ['tsc', '-b', '--noEmit']);
check('unused code', ['knip']);
// The same million inputs every time: a failure is the change's own. `npm run fuzz` takes new ones.
check('fuzzing', ['node', 'scripts/fuzz.mjs', '--seed', '1']);
runVitest();
if (built) runPlaywright();

if (failedSteps.length > 0) console.log(`\nfailed: ${failedSteps.join(', ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 || failedSteps.length > 0 ? 1 : 0;

function requireBrowser() {
  try {
    const found = findBrowser() ?? installBrowser();
    if (found !== undefined) return found;
  } catch (error) {
    return giveUp(error.message);
  }
  return giveUp(
    'The end-to-end tests need a Chromium. Install Chromium, Chrome or Edge, or run "npx playwright install chromium", ' +
      'or set VIEWFINDER_BROWSER to the path of one.',
  );
}

function requireSocat() {
  if (process.platform === 'win32' || isCommand('socat')) return;
  if (process.platform === 'linux' && process.getuid() === 0 && isCommand('apt-get')) installDebianPackages(['socat']);
  if (!isCommand('socat')) {
    giveUp(
      'The serial port tests need socat. Install it (Debian: sudo apt-get install socat; macOS: brew install socat).',
    );
  }
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a program of node_modules, or node; true when it succeeded. */
function run([program, ...args], env = {}) {
  const folder = path.join(root, 'node_modules/.bin');
  const { status } = spawnSync(program === 'node' ? process.execPath : path.join(folder, program), args, {
    stdio: 'inherit',
    env: { ...process.env, VIEWFINDER_BROWSER: browser, ...env },
    // On Windows the programs of node_modules are command files.
    shell: process.platform === 'win32' && program !== 'node',
  });
  return status === 0;
}

function step(name, command, env) {
  console.log(`\n── ${name}`);
  const succeeded = run(command, env);
  if (!succeeded) failedSteps.push(name);
  return succeeded;
}

function check(name, command) {
  if (!step(name, command)) totals.failed += 1;
}

function runVitest() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestResults}`];
  const succeeded = step('unit and integration tests', ['vitest', 'run', ...reporters]);
  const results = readResults(vitestResults);
  count(results?.numPassedTests, results?.numFailedTests, succeeded);
}

function runPlaywright() {
  const command = ['playwright', 'test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'];
  const succeeded = step('end-to-end tests', command, { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightResults });
  const stats = readResults(playwrightResults)?.stats;
  count((stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected, succeeded);
}

/** A runner that fails without a failed test (a file that does not load) counts as one failure. */
function count(passed = 0, failed = 0, succeeded) {
  totals.passed += passed;
  totals.failed += succeeded ? failed : Math.max(1, failed);
}

function readResults(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
