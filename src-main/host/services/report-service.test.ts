import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { createTestHost } from '../testing/test-host.ts';

it('makes a report of what happened with the camera, without the names that a person gave', async () => {
  const { source, openPage } = await createTestHost();
  const { host } = openPage();
  await host.camera.connect({ id: 'sim' });
  await host.camera.rename({ id: 'sim', name: 'Secret project' });
  await host.script.run({ source: new TextEncoder().encode('print(1)'), document: 'a' });
  source.camera.print('one\r\n');
  source.camera.sendFrame();
  source.camera.channels.set([
    { id: 9, name: 'ticks', readable: true, writable: true, lockable: false, dynamic: true },
  ]);
  source.camera.channels.sendEvent(9, 5);
  await host.channels.read({ id: 9, size: 3 });
  source.camera.endScript();
  source.camera.print('MPY: soft reboot\r\n');
  const { name, bytes } = await host.report.create(undefined);
  expect(name).toMatch(/^viewfinder-report-.*\.zip$/);
  const files = unzipSync(bytes);
  const log = strFromU8(files['log.txt']!);
  const kinds = log.split('\n').flatMap((line) => /^\S+Z {2}(.*)$/.exec(line)?.[1] ?? []);
  expect(kinds).toEqual([
    'state    connecting',
    'state    idle',
    'state    running',
    'run      started',
    'text     "one\\r\\n"',
    'frame    stream 1 RGB565 2x1 4 bytes',
    'channels 9 ticks',
    'channel  9 event 5',
    'channel  9 read, 3 bytes',
    'state    rebooting',
    'state    idle',
    'text     "MPY: soft reboot\\r\\n"',
    'run      ended finished',
  ]);
  expect(JSON.parse(strFromU8(files['camera.json']!))).toMatchObject({
    state: 'idle',
    identity: { board: 'OpenMV Cam H7' },
  });
  expect(JSON.parse(strFromU8(files['settings.json']!))).toMatchObject({
    autoConnect: true,
    stream: { enabled: true },
  });
  expect(JSON.parse(strFromU8(files['versions.json']!))).toMatchObject({
    viewfinder: '0.0.0-test',
    node: process.version,
  });
  expect(files['newest-frame.png']).toBeDefined();
});

it('writes a report to the file that the shell picked', async () => {
  const { openPage, dataFolder } = await createTestHost();
  const { host } = openPage();
  const file = path.join(dataFolder, await host.report.suggestName(undefined));
  await host.report.write({ path: file });
  expect(Object.keys(unzipSync(new Uint8Array(await readFile(file))))).toContain('log.txt');
  await expect(host.report.write({ path: 'relative.zip' })).rejects.toMatchObject({ code: 'bad-path' });
  await expect(host.report.write({ path: '/nowhere/a.zip' })).rejects.toMatchObject({ code: 'file-not-found' });
});
