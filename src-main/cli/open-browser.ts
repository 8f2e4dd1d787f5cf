// Opens an address in the default browser. Every user of a computer can read the arguments of its programs, so the browser
// gets the address from a file that only this user can read.

import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fileError } from '../host/host-error.ts';

export interface OpenBrowserOptions {
  readonly url: string;
  /** Folder of the file; browsers in a sandbox cannot read the system's temporary folder. */
  readonly folder: string;
  /** No browser could be started. */
  readonly onFailure: () => void;
}

/** Resolves with a function that removes the file. Rejects with a HostError. */
export async function openBrowser({ url, folder, onFailure }: OpenBrowserOptions): Promise<() => Promise<void>> {
  const file = path.join(folder, 'open.html');
  const remove = (): Promise<void> => rm(file, { force: true });
  try {
    await remove();
    await writeFile(file, redirectTo(url), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw fileError(error, file);
  }
  start(pathToFileURL(file).href, onFailure);
  return remove;
}

function redirectTo(url: string): string {
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Viewfinder</title>
<script>location.replace(${JSON.stringify(url)})</script>
<a href="${url}">Viewfinder</a>
`;
}

function start(address: string, onFailure: () => void): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.once('error', onFailure);
  child.unref();
}
