// Builds once what all workers share; a worker that rebuilt it would pull files from under the other one.

import { ensureHost, ensureRenderer } from '../scripts/build-if-stale.mjs';
import { buildStandIn } from './electron-stand-in/build.ts';
import { findElectron } from './fixtures/desktop-app.ts';

export default async function setUp(): Promise<void> {
  await ensureHost();
  await ensureRenderer();
  await buildStandIn();
  const electron = findElectron();
  console.log(
    electron === undefined
      ? "The desktop tests run on the stand-in for Electron's API: no Electron binary was found."
      : `The desktop tests run on real Electron: ${electron}`,
  );
}
