// Packages the program into a folder, as for Linux, around the fake Electron; and unpacks the archive for those who look
// inside or start it.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureHost, ensureRenderer, root } from './build-if-stale.mjs';
import { makeFakeElectron } from './fake-electron.mjs';

/** Loads what electron-builder itself uses. */
const ofBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
export const loadOfBuilder = createRequire(ofBuilder.resolve('app-builder-lib/package.json'));

/** Returns the folder of the packaged program. */
export async function packageInto(folder) {
  await ensureHost();
  await ensureRenderer();
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'));
  const distribution = await makeFakeElectron(path.join(folder, 'electron'), version);
  const output = path.join(folder, 'out');
  const args = ['--dir', '--linux', '--x64', `-c.electronDist=${distribution}`, `-c.directories.output=${output}`];
  const builder = path.join(root, 'node_modules/electron-builder/cli.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`electron-builder failed:\n${stdout}\n${stderr}`);
  return path.join(output, 'linux-unpacked');
}

/** Unpacks app.asar with what lies beside it, outside this checkout: nothing can be borrowed from its node_modules. */
export function extractApp(packaged, target) {
  const archive = path.join(packaged, 'resources/app.asar');
  loadOfBuilder('@electron/asar').extractAll(archive, target);
  const unpacked = `${archive}.unpacked`;
  if (existsSync(unpacked)) cpSync(unpacked, target, { recursive: true });
  return target;
}
