// The program as electron-builder packs it, started from its archive on the stand-in, outside this checkout, so that a file
// missing from the archive cannot be found elsewhere. (The package is built around a fake Electron binary.)

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { extractApp, packageInto } from '../../../scripts/package-for-tests.mjs';
import { launchStandIn } from '../../electron-stand-in/launch.ts';
import { expect, test } from '../../fixtures/desktop-test.ts';
import { Workbench } from '../../pages/workbench.ts';

test('the packaged program starts from its archive, opens a file and runs it on the simulated camera', async ({
  browser,
  desktop,
}) => {
  test.setTimeout(240_000);
  const packaged = await packageInto(desktop.folder);
  const appFolder = extractApp(packaged, path.join(desktop.folder, 'app'));
  const script = path.join(desktop.folder, 'script.py');
  await writeFile(
    script,
    'import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\nc.framesize(csi.QVGA)\nprint("size", c.snapshot().width())\n',
  );
  const app = await launchStandIn(browser, {
    args: [script],
    dataFolder: desktop.dataFolder,
    appFolder,
    isPackaged: true,
    resourcesFolder: path.join(packaged, 'resources'),
  });
  try {
    const page = await app.window();
    const workbench = new Workbench(page);
    await workbench.isReady();
    await expect(page.getByRole('tab', { name: 'script.py', selected: true })).toBeVisible();
    await workbench.run.click();
    await expect(workbench.terminal).toContainText('size 320');
    expect(await app.evaluate(({ app: program }) => program.isPackaged)).toBe(true);
  } finally {
    await app.dispose();
  }
});
