// Runs commands of node_modules, several at a time, and prints the output of each as one block.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../build-if-stale.mjs';

const programs = path.join(root, 'node_modules/.bin');

/**
 * Runs the steps, at most `jobs` at a time, in their order; resolves with one `{ name, succeeded, seconds }` per step.
 * A step is `{ name, command: [program, ...arguments], env }`. With one job the output is shown as it arrives.
 */
export async function runSteps(steps, { jobs = 1, env = {} } = {}) {
  const results = [];
  const waiting = [...steps];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      results.push(await runStep(step, { ...env, ...step.env }, jobs === 1));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

async function runStep({ name, command }, env, isShownLive) {
  if (isShownLive) console.log(`\n── ${name}`);
  const startMs = performance.now();
  const { succeeded, output } = await run(command, env, isShownLive);
  const seconds = (performance.now() - startMs) / 1000;
  if (!isShownLive) console.log(`\n── ${name}${output === '' ? '' : `\n${output.trimEnd()}`}`);
  console.log(`── ${name}: ${succeeded ? 'passed' : 'failed'} after ${seconds.toFixed(1)} s`);
  return { name, succeeded, seconds };
}

function run([program, ...args], env, isShownLive) {
  const child = spawn(program === 'node' ? process.execPath : path.join(programs, program), args, {
    cwd: root,
    stdio: isShownLive ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    // On Windows the programs of node_modules are command files.
    shell: process.platform === 'win32' && program !== 'node',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ succeeded: false, output: String(error) }));
    child.once('close', (code) => resolve({ succeeded: code === 0, output }));
  });
}
