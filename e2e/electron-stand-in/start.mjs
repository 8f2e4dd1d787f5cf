// Starts a program as Electron would: its folder's package.json names the file, arguments look as Electron gives them.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env.STAND_IN_APP;
const files = process.argv.slice(2);
process.argv =
  process.env.STAND_IN_PACKAGED === '1' ? [process.execPath, ...files] : [process.execPath, folder, ...files];
process.resourcesPath = process.env.STAND_IN_RESOURCES ?? folder;
const { main } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
await import(pathToFileURL(path.join(folder, main)).href);
