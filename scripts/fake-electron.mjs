// A folder that electron-builder takes for Electron's Linux distribution, where the real one cannot be fetched: a program
// that is none, with the place where Electron keeps its fuses. For the tests of packaging.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Electron marks its fuses with this text; version, count and one character a fuse follow. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = 9;

export async function makeFakeElectron(folder, version) {
  await mkdir(path.join(folder, 'resources'), { recursive: true });
  await mkdir(path.join(folder, 'locales'), { recursive: true });
  const fuses = Buffer.from([1, fuseCount, ...Buffer.from('1'.repeat(fuseCount))]);
  const program = Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), Buffer.from(sentinel), fuses, Buffer.from('\n')]);
  await writeFile(path.join(folder, 'electron'), program, { mode: 0o755 });
  await writeFile(path.join(folder, 'version'), version);
  await writeFile(path.join(folder, 'LICENSE'), '');
  await writeFile(path.join(folder, 'locales/en-US.pak'), '');
  await writeFile(path.join(folder, 'locales/de.pak'), '');
  return folder;
}
