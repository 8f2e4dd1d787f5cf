import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../host/testing/test-host.ts';
import { isManagedInstall, managedFiles } from './managed-install.ts';

it('is managed if a file or the environment says so', async () => {
  const resourcesFolder = await temporaryFolder();
  // A platform without a settings folder, so that this computer's settings have no effect.
  const places = { environment: {}, platform: 'freebsd', resourcesFolder } as const;
  const file = path.join(resourcesFolder, 'managed.json');
  expect(await isManagedInstall(places)).toBe(false);
  expect(await isManagedInstall({ ...places, environment: { VIEWFINDER_MANAGED: '1' } })).toBe(true);
  for (const [text, managed] of [
    ['{}', true],
    ['not json', true],
    ['null', true],
    ['{"updates": true}', false],
  ] as const) {
    await writeFile(file, text);
    expect([text, await isManagedInstall(places)]).toEqual([text, managed]);
  }
  expect(await isManagedInstall({ ...places, environment: { VIEWFINDER_MANAGED: '0' } })).toBe(false);
});

it('looks in the folder of the system first', () => {
  expect(managedFiles({ environment: {}, platform: 'linux', resourcesFolder: '/opt/v' })).toEqual([
    '/etc/viewfinder/managed.json',
    path.join('/opt/v', 'managed.json'),
  ]);
});
