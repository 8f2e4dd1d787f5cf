import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createTestHost, temporaryFolder } from '../host/testing/test-host.ts';
import { ShellClient } from './shell-client.ts';

it('knows settings, recent files and the camera as they change', async () => {
  const { core, openPage } = await createTestHost();
  const shell = await ShellClient.connect(core);
  expect(shell.state).toMatchObject({ settings: { theme: 'system' }, recentFiles: [], cameraState: 'disconnected' });
  const { host } = openPage();
  const file = path.join(await temporaryFolder(), 'a.py');
  await writeFile(file, '');
  const told = new Promise<void>((resolve) => {
    shell.onChange(({ settings, recentFiles, cameraState }) => {
      if (settings.theme === 'light' && recentFiles[0] === file && cameraState === 'idle') resolve();
    });
  });
  await host.app.changeSettings({ theme: 'light' });
  await host.files.read({ path: file });
  await host.camera.connect({ id: 'sim' });
  await told;
});
