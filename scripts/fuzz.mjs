// Coverage-guided fuzzing of what reads bytes from a camera: `npm run fuzz` for all targets, `npm run fuzz -- cbor-widgets`
// for some. Every room lists its targets in testing/fuzz-targets.ts. Prints one JSON line a target:
// {"fuzz","inputs","corpus","covered","of","seconds"}; `covered` counters of the `of` in all modules that it runs through.
// An input that fails is printed, and written to test-results/fuzz with all that is known of it.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './build-if-stale.mjs';
import { buildTargets } from './fuzz/build-targets.mjs';
import { runTargets } from './fuzz/run-targets.mjs';

const usage = `npm run fuzz -- [target…] [options]
  --runs N      inputs, of all targets together; a million unless told otherwise
  --minutes N   for so long instead
  --seed N      the same seed gives the same run; a new one each time unless told
  --input HEX   only this one`;
/** One of its own: several may run at once. */
const buildFolder = path.join(root, 'dist/fuzz', String(process.pid));
const resultsFolder = path.join(root, 'test-results/fuzz');
const shownHexDigits = 2000;

const { values, positionals: names } = readArguments();
const seed = Number(values.seed ?? Date.now() % 1_000_000);
let failed = false;
console.log(`fuzz: seed ${seed}`);
await runTargets({
  files: await buildTargets(findEntries(), buildFolder),
  names,
  inputs: Number(values.runs),
  seconds: values.minutes === undefined ? undefined : 60 * Number(values.minutes),
  seed,
  only: values.input === undefined ? undefined : Uint8Array.from(Buffer.from(String(values.input), 'hex')),
  jobs: Math.min(2, availableParallelism()),
  onOutcome: report,
}).catch((error) => giveUp(error.message));
rmSync(buildFolder, { recursive: true });
process.exitCode = failed ? 1 : 0;

function readArguments() {
  const text = /** @type {const} */ ({ type: 'string' });
  const options = { runs: { ...text, default: '1000000' }, minutes: text, seed: text, input: text };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return giveUp(`${String(error)}\n${usage}`);
  }
}

/** @returns {never} */
function giveUp(sentence) {
  rmSync(buildFolder, { recursive: true, force: true });
  console.error(sentence);
  process.exit(2);
}

/** `src-shared/openmv/testing/fuzz-targets.ts` becomes the entry `protocol`. */
function findEntries() {
  const files = ['src-shared', 'src-main'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((file) => path.join(root, folder, file)),
  );
  const ending = path.join('testing', 'fuzz-targets.ts');
  const found = files.filter((file) => file.endsWith(path.sep + ending));
  return Object.fromEntries(found.map((file) => [path.basename(path.resolve(file, '../..')), file]));
}

function report({ name, result, failure }) {
  if (result !== undefined) console.log(JSON.stringify({ fuzz: name, ...result }));
  if (failure === undefined) return;
  failed = true;
  const input = hex(failure.input);
  const shortest = failure.shortest && hex(failure.shortest);
  const file = path.join(resultsFolder, `${name}.json`);
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify({ target: name, seed, error: failure.error, input, shortest }, undefined, 2)}\n`,
  );
  console.error(`\nfuzz: ${name} failed (seed ${seed}): ${failure.error}`);
  console.error(`  input: ${shown(input)}`);
  if (shortest !== undefined) console.error(`  shortest that fails: ${shown(shortest)}`);
  console.error(`  all of it: ${path.relative(root, file)}\n`);
}

function hex(bytes) {
  return Buffer.from(bytes).toString('hex');
}

function shown(digits) {
  return digits.length <= shownHexDigits ? digits : `${digits.slice(0, shownHexDigits)}… (${digits.length / 2} bytes)`;
}
