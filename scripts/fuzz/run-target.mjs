// Runs one target in a thread of its own, under a watch: an input that hangs or takes all memory ends the thread, and is
// named all the same.

import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { CurrentInput } from './current-input.mjs';

const watchMs = 100;
const megabyte = 1024 * 1024;

/**
 * Resolves with `{ result, failure }`: figures of the run, and the input that failed with its error, if one did.
 * `result` is missing when the thread had to be ended.
 */
export function runTarget({ file, timeLimitMs, memoryLimitBytes, ...options }) {
  const current = new CurrentInput();
  const worker = new Worker(new URL('fuzz.worker.mjs', import.meta.url), {
    workerData: { ...options, file: pathToFileURL(file).href, memoryLimitBytes, sharedInput: current.buffer },
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil((4 * memoryLimitBytes) / megabyte) },
  });
  return new Promise((resolve) => {
    let turn = 0;
    let sinceMs = performance.now();
    let isOver = false;
    const end = (outcome) => {
      if (isOver) return;
      isOver = true;
      clearInterval(watch);
      void worker.terminate().then(() => resolve(outcome));
    };
    const giveUp = (error) => end({ failure: { input: current.bytes, error } });
    const watch = setInterval(() => {
      const nowMs = performance.now();
      if (turn !== current.turn) {
        turn = current.turn;
        sinceMs = nowMs;
      } else if (turn > 0 && nowMs - sinceMs > timeLimitMs) {
        giveUp(`The input runs for longer than ${timeLimitMs} ms.`);
      }
    }, watchMs);
    worker.on('message', end);
    worker.on('error', (error) => giveUp(String(error.stack ?? error)));
    // Nothing is left to do, and the target still waits.
    worker.on('exit', () => giveUp('The input never comes to an end.'));
  });
}
