import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { builtFile } from '../../lib/product-files.ts';

/**
 * The built command as a process, and how it ended; `last` is the last line of its standard output. `out` is a file
 * descriptor to write to instead, `env` adds variables.
 */
export function startCli(args: readonly string[], out: number | 'pipe' = 'pipe', env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [builtFile('viewfinder.js'), ...args], {
    stdio: ['ignore', out, 'pipe'],
    env: { ...process.env, LC_ALL: 'C', ...env },
  });
  let outText = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (outText += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number,
    out: outText,
    err,
    last: outText.trimEnd().split('\n').at(-1) ?? '',
  }));
  return { child: Object.assign(child, { stdout: child.stdout! }), ended };
}
