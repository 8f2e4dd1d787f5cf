// The command `viewfinder` in a checkout: builds what is missing or old, then runs it in this process, so that streams,
// signals and the exit code are its own.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureHost, ensureRenderer, root } from './build-if-stale.mjs';

const command = path.join(root, 'dist/main/viewfinder.js');

await ensureHost();
if (process.argv[2] === 'serve') await ensureRenderer();
// npm moves to the folder of package.json; file names on the command line are relative to where the person is.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.argv[1] = command;
await import(pathToFileURL(command).href);
