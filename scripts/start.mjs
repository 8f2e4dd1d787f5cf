// npm start: the desktop program, or, where Electron cannot run, the same program in a browser, with the reason.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureHost, ensureRenderer, root } from './build-if-stale.mjs';

/** Electron is about 110 MB; a line that needs longer is better served by the browser now and a download later. */
const downloadLimitMs = 180_000;
/** A program that ends this soon with an error did not start (missing system libraries, no sandbox). */
const startFailureMs = 5000;

await ensureHost();
await ensureRenderer();
const electron = findElectron();
if (electron.reason === undefined) await startDesktop(electron.file);
else await serve(electron.reason);

/** {file} or {reason} */
function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder) {
    const file = path.join(folder, process.platform === 'win32' ? 'electron.exe' : electronName());
    return existsSync(file) ? { file } : { reason: `ELECTRON_OVERRIDE_DIST_PATH holds no ${path.basename(file)}` };
  }
  if (!hasDisplay()) return { reason: 'no display' };
  if (process.platform === 'linux' && process.getuid?.() === 0) return { reason: 'Electron does not run as root' };
  return installedElectron() ?? downloadElectron();
}

function electronName() {
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function electronFolder() {
  return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

function installedElectron() {
  const note = path.join(electronFolder(), 'path.txt');
  if (!existsSync(note)) return undefined;
  const file = path.join(electronFolder(), 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(file) ? { file } : undefined;
}

function downloadElectron() {
  console.log('Fetching Electron, once (about 110 MB)…');
  const { status, error } = spawnSync(process.execPath, [path.join(electronFolder(), 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: downloadLimitMs,
  });
  const late =
    error !== undefined && 'code' in error && error.code === 'ETIMEDOUT'
      ? ` within ${downloadLimitMs / 60_000} minutes`
      : '';
  return (
    (status === 0 ? installedElectron() : undefined) ?? { reason: `Electron's binary could not be fetched${late}` }
  );
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function startDesktop(file) {
  const startedMs = performance.now();
  // npm moves to the folder of package.json; file names are relative to where the person is.
  const from = process.env.INIT_CWD ?? process.cwd();
  const args = process.argv.slice(2).map((each) => (each.startsWith('-') ? each : path.resolve(from, each)));
  const child = spawn(file, [root, ...args], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(serve(`Electron does not start (${error.message})`)));
    child.once('exit', (code, signal) => {
      const failed = signal === null && code !== 0 && performance.now() - startedMs < startFailureMs;
      if (failed) return resolve(serve(`Electron does not start (it ended with code ${code})`));
      process.exitCode = code ?? 1;
      resolve(undefined);
    });
  });
}

async function serve(reason) {
  console.log(`Cannot open a desktop window: ${reason}. Starting the browser version instead.`);
  const quiet = process.env.CI || !hasDisplay();
  process.argv.splice(1, Infinity, path.join(root, 'scripts/viewfinder.mjs'), 'serve', ...(quiet ? [] : ['--open']));
  await import('./viewfinder.mjs');
}
