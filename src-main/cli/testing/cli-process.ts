import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { builtFile } from '../../lib/product-files.ts';

/** The built command as a process, and how it ended; `last` is the last line of its standard output. */
export function startCli(args: readonly string[]) {
  const child = spawn(process.execPath, [builtFile('viewfinder.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number,
    out,
    err,
    last: out.trimEnd().split('\n').at(-1) ?? '',
  }));
  return { child, ended };
}
