import { describe, expect, it } from 'vitest';
import type { CameraStatus } from '../../../src-shared/contract/camera.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { FakeCameraSource, serialEntry, simulatedEntry } from '../testing/fake-camera-source.ts';
import { collect, createTestHost, temporaryFolder } from '../testing/test-host.ts';

describe('names of cameras', () => {
  it('stay with the serial number, on another port and in the next session', async () => {
    const source = new FakeCameraSource([simulatedEntry, serialEntry('/dev/ttyACM0', 'A')]);
    const dataFolder = await temporaryFolder();
    const first = await createTestHost({ cameraSource: source, dataFolder });
    await first.openPage().host.camera.rename({ id: '/dev/ttyACM0', name: ' Left gripper ' });
    await first.core.close();

    const later = new FakeCameraSource([serialEntry('/dev/ttyACM3', 'B'), serialEntry('/dev/ttyACM7', 'A')]);
    const { host } = (await createTestHost({ cameraSource: later, dataFolder })).openPage();
    expect((await host.camera.list(undefined)).map(({ id, givenName }) => [id, givenName])).toEqual([
      ['/dev/ttyACM3', undefined],
      ['/dev/ttyACM7', 'Left gripper'],
    ]);
    expect(await host.camera.connect({ id: '/dev/ttyACM7' })).toMatchObject({
      entry: { name: { key: 'board', value: 'OpenMV Cam H7' }, givenName: 'Left gripper' },
    });
  });

  it('reach every page at once, and an empty one restores the name of the port', async () => {
    const { openPage } = await createTestHost({ cameraSource: new FakeCameraSource() });
    const { host } = openPage();
    const statuses = collect<CameraStatus>((listener) => host.camera.on('status', listener));
    const lists = collect<readonly CameraEntry[]>((listener) => host.camera.on('list', listener));
    await host.camera.connect({ id: 'sim' });
    await host.camera.rename({ id: 'sim', name: 'Practice' });
    expect(await statuses.until(({ entry }) => entry?.givenName === 'Practice')).toMatchObject({ state: 'idle' });
    expect(await lists.until((list) => list[0]?.givenName === 'Practice')).toHaveLength(1);
    await host.camera.rename({ id: 'sim', name: '' });
    expect(await host.camera.list(undefined)).toEqual([simulatedEntry]);
  });
});
