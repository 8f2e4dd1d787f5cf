// Several targets, each with its share of the inputs, some at a time.

import { pathToFileURL } from 'node:url';
import { runTarget } from './run-target.mjs';

/** Far more than any input takes, also on a computer that is busy with something else. */
const usualTimeLimitMs = 20_000;
/** The largest inputs are a few packets long, and the largest picture that a camera may announce is 64 MB. */
const usualMemoryLimitBytes = 96 * 1024 * 1024;

/**
 * Runs the targets that the modules `files` list. `inputs` is the total of all targets; `seconds` limits the time instead.
 * `names` chooses targets (default: all), `only` is one input for each of them, `jobs` run at a time.
 * Calls `onOutcome({ name, result, failure })` as each ends. Throws a RangeError for an unknown name.
 */
export async function runTargets({ files, names, inputs, seconds, jobs, onOutcome, ...options }) {
  const chosen = chooseTargets(await listTargets(files), names ?? []);
  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  // The long ones first, so that no thread is left with one of them at the end.
  const waiting = chosen.toSorted((first, second) => second.share - first.share);
  const work = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      const { name, file, share } = target;
      const part = share / shares;
      const outcome = await runTarget({
        timeLimitMs: usualTimeLimitMs,
        memoryLimitBytes: usualMemoryLimitBytes,
        ...options,
        name,
        file,
        inputs: Math.ceil(inputs * part),
        seconds: seconds === undefined ? undefined : seconds * part * jobs,
      });
      onOutcome({ name, ...outcome });
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

async function listTargets(files) {
  const lists = files.map(async (file) => {
    const { fuzzTargets } = await import(pathToFileURL(file).href);
    return fuzzTargets.map(({ name, share = 1 }) => ({ name, share, file }));
  });
  return (await Promise.all(lists)).flat();
}

function chooseTargets(all, names) {
  const unknown = names.filter((name) => all.every((target) => target.name !== name));
  if (unknown.length > 0) {
    const known = all.map(({ name }) => name).join(', ');
    throw new RangeError(`No such target: ${unknown.join(', ')}. There are: ${known}.`);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
