// One target: runs inputs until there were enough, or until one fails. Over it: run-target.mjs, which watches this thread.

import { parentPort, workerData } from 'node:worker_threads';
import { Corpus } from './corpus.mjs';
import { Counters, countersName } from './counters.mjs';
import { CurrentInput } from './current-input.mjs';
import { literalsName, tokensOf } from './literals.mjs';
import { LeakError, MemoryWatch } from './memory.mjs';
import { minimise } from './minimise.mjs';
import { Mutator, usualBytes } from './mutate.mjs';
import { Random, seedFor } from './random.mjs';

/** Inputs stand this far from the start of their buffer: who forgets the offset reads something else. */
const inputOffset = 5;
const timeCheckRuns = 64;
/** Of what is kept only large parts are left out: without a rest to change, the next step would be a longer one. */
const shortening = { smallestPart: 32, mostAttempts: 14 };
const failureShortening = { smallestPart: 1, mostAttempts: 3000 };
const failureShorteningMs = 20_000;

const { file, name, inputs: wantedInputs, seconds, seed, only, memoryLimitBytes, sharedInput } = workerData;
const { fuzzTargets } = await import(file);
const target = fuzzTargets.find((each) => each.name === name);
const counters = new Counters(globalThis[countersName]);
const current = new CurrentInput(sharedInput);
const corpus = new Corpus(usualBytes);
const random = new Random(seedFor(seed, name));
const mutator = new Mutator(random, target.tokens ?? [], tokensOf(globalThis[literalsName] ?? []));
const seeds = target.seeds();
const memory = new MemoryWatch(memoryLimitBytes);
const startMs = performance.now();
let inputs = 0;

// Most inputs end in an error of the room, and its stack would take most of the time.
const { stackTraceLimit } = Error;
Error.stackTraceLimit = 0;
const failure = await fuzz();
Error.stackTraceLimit = stackTraceLimit;
const result = {
  inputs,
  corpus: corpus.size,
  ...counters.coverage,
  seconds: Math.round(performance.now() - startMs) / 1000,
};
parentPort?.postMessage({ result, failure: failure && (await describe(failure)) });

/** Resolves with the failure that ended it. */
async function fuzz() {
  for (const input of only === undefined ? [new Uint8Array(0), ...seeds] : [only]) {
    const error = await run(input);
    if (error !== undefined) return { input, error };
    counters.note();
    corpus.add(input);
  }
  // A corpus of something, also without seeds.
  if (corpus.size === 0) corpus.add(Uint8Array.of(0));
  while (!isDone()) {
    const input = mutator.mutate(corpus);
    if (target.repair !== undefined && random.chance(2)) target.repair(input);
    const failed = await tryInput(input);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

function isDone() {
  if (only !== undefined) return true;
  if (seconds === undefined) return inputs >= wantedInputs;
  return inputs % timeCheckRuns === 0 && performance.now() - startMs > seconds * 1000;
}

/** Runs an input, and keeps it, shortened, when it reached something new. Resolves with the failure of this or of a shorter one. */
async function tryInput(input) {
  const error = await run(input);
  if (error !== undefined) return { input: input.slice(), error };
  const news = counters.note();
  if (news.length === 0) return undefined;
  let failed;
  const shorter = await minimise(input.slice(), shortening, async (candidate) => {
    if (failed !== undefined) return false;
    const candidateError = await run(candidate);
    if (candidateError !== undefined) failed = { input: candidate, error: candidateError };
    return failed === undefined && counters.hasReached(news);
  });
  corpus.add(shorter);
  return failed;
}

/** Resolves with what was thrown. */
async function run(input) {
  inputs++;
  const lent = new Uint8Array(new ArrayBuffer(inputOffset + input.length), inputOffset);
  lent.set(input);
  current.begin(input);
  counters.clear();
  memory.begin();
  try {
    const running = target.run(lent);
    if (running !== undefined) {
      await running;
      // Time for what was thrown where nobody waited for it.
      await new Promise((resolve) => setImmediate(resolve));
    }
    memory.end(corpus.bytes);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return undefined;
}

async function describe({ input, error }) {
  // No single input is to blame, and from now on every one would be.
  if (error instanceof LeakError) return { input, error: String(error) };
  const { name } = error;
  const untilMs = performance.now() + failureShorteningMs;
  const fails = async (shorter) => performance.now() < untilMs && (await run(shorter))?.name === name;
  const shortest = await minimise(input, failureShortening, fails);
  // Memory that is given back late makes another error of it.
  const last = await run(shortest);
  const finalError = last?.name === name ? last : error;
  return { input, shortest, error: String(finalError.stack ?? finalError) };
}
