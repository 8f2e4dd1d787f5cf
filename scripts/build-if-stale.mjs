// Builds what is missing or older than its sources, once even when several commands start together.

import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const lockFolder = path.join(root, 'dist/.building');
/** A build takes seconds; a lock this old was left behind by a process that was ended. */
const staleLockMs = 120_000;
const pollMs = 100;

/** Builds dist/main when needed. */
export async function ensureHost() {
  const sources = ['src-main', 'src-shared', 'assets/boards', 'scripts/build-host.mjs', 'package.json'];
  await ensure('dist/main/viewfinder.js', sources, async () => {
    const { buildHost } = await import('./build-host.mjs');
    await buildHost();
  });
}

/** Builds dist/renderer when needed. */
export async function ensureRenderer() {
  await ensure(
    'dist/renderer/index.html',
    ['src-renderer', 'src-shared', 'vite.config.ts', 'docs/guide', 'docs/images', 'package.json'],
    async () => {
      const { build } = await import('vite');
      console.error('building dist/renderer…');
      // Under a test runner this says "test", and React would come in its slow and large form.
      const environment = process.env.NODE_ENV;
      process.env.NODE_ENV = 'production';
      try {
        await build({
          root: path.join(root, 'src-renderer'),
          configFile: path.join(root, 'vite.config.ts'),
          logLevel: 'error',
        });
      } finally {
        if (environment === undefined) delete process.env.NODE_ENV;
        else process.env.NODE_ENV = environment;
      }
    },
  );
}

async function ensure(result, sources, build) {
  if (isFresh(result, sources)) return;
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  while (!takeLock()) await wait(pollMs);
  try {
    if (!isFresh(result, sources)) await build();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

function takeLock() {
  try {
    mkdirSync(lockFolder);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const age = Date.now() - (statSync(lockFolder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > staleLockMs) rmSync(lockFolder, { recursive: true, force: true });
    return false;
  }
}

function isFresh(result, sources) {
  const file = path.join(root, result);
  if (!existsSync(file)) return false;
  const builtMs = statSync(file).mtimeMs;
  return sources.every((source) => newestMs(path.join(root, source)) <= builtMs);
}

function newestMs(entry) {
  const stats = statSync(entry, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return entry.endsWith('.tsbuildinfo') || entry.includes('.test.') ? 0 : stats.mtimeMs;
  return readdirSync(entry).reduce((newest, name) => Math.max(newest, newestMs(path.join(entry, name))), 0);
}
