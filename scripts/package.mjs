// Makes installers: `npm run package` for this system, `npm run package -- --linux deb --arm64` for some of them.
// From the environment: VIEWFINDER_HOMEPAGE (deb and rpm name it) and VIEWFINDER_UPDATES_URL (where installed programs look
// for newer versions; without it they do not look).

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureHost, ensureRenderer, root } from './build-if-stale.mjs';

await ensureHost();
await ensureRenderer();
const { VIEWFINDER_HOMEPAGE: homepage, VIEWFINDER_UPDATES_URL: updates } = process.env;
const args = [
  ...(homepage ? [`-c.extraMetadata.homepage=${homepage}`] : []),
  ...(updates ? ['-c.publish.provider=generic', `-c.publish.url=${updates}`] : []),
  ...process.argv.slice(2),
];
const builder = path.join(root, 'node_modules/.bin/electron-builder');
const { status } = spawnSync(builder, ['--publish', 'never', ...args], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
