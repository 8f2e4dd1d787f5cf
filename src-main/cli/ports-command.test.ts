import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import { portsCommand } from './ports-command.ts';
import { CliBench } from './testing/cli-bench.ts';

const port: CameraEntry = {
  id: '/dev/ttyACM7',
  kind: 'serial',
  name: { key: 'board', value: 'OpenMV Cam H7' },
  serialNumber: 'A',
  likely: true,
};

test('cameras are listed under the names that were given to them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-ports-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ app: { cameraNames: { A: 'Left gripper' } } }));
  const bench = new CliBench();
  expect(await portsCommand(bench.context, {}, () => Promise.resolve([port]), folder)).toBe(0);
  expect(bench.out).toBe('/dev/ttyACM7  Left gripper  OpenMV Cam H7 · /dev/ttyACM7 · serial number A\n');
});
