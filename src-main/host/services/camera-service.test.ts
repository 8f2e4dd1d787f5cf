import { describe, expect, it } from 'vitest';
import type { CameraStatus } from '../../../src-shared/contract/camera.ts';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import { CameraError } from '../../camera/camera-error.ts';
import { TransportError } from '../../transports/api/transport-error.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { FakeCameraSource, serialEntry, simulatedEntry } from '../testing/fake-camera-source.ts';
import { collect, createTestHost, temporaryFolder } from '../testing/test-host.ts';

const lost = new TransportError('port-lost', 'gone', { data: { port: '/dev/ttyACM0' } });

async function setUp(source = new FakeCameraSource()) {
  const clock = new ManualClock();
  const testHost = await createTestHost({ cameraSource: source, clock });
  const { host } = testHost.openPage();
  const statuses = collect<CameraStatus>((listener) => host.camera.on('status', listener));
  /** Moves time on until the status is as wished: the promises between two timers need time to settle. */
  const advanceUntil = async (condition: (status: CameraStatus) => boolean): Promise<CameraStatus> => {
    for (;;) {
      const status = await host.camera.status(undefined);
      if (condition(status)) return status;
      clock.advance(250);
    }
  };
  return { ...testHost, source, clock, host, statuses, advanceUntil };
}

describe('the camera service', () => {
  it('connects, tells who the camera is, and disconnects', async () => {
    const { host, statuses, source } = await setUp();
    expect(await host.camera.list(undefined)).toEqual([simulatedEntry]);
    const status = await host.camera.connect({ id: 'sim' });
    expect(status).toMatchObject({
      state: 'idle',
      entry: { id: 'sim' },
      identity: { board: 'OpenMV Cam H7', firmware: '5.0.0' },
    });
    expect(source.camera.streams).toEqual([{ enabled: true, raw: false }]);
    await host.camera.disconnect(undefined);
    expect(statuses.values.map(({ state }) => state)).toEqual(['connecting', 'idle', 'disconnected']);
    expect(await host.camera.status(undefined)).toEqual({ state: 'disconnected', entry: simulatedEntry });
  });

  it('connects to nothing once the host is closed, even if the first search for cameras ends later', async () => {
    const source = new FakeCameraSource();
    source.refreshGate = new Deferred();
    const { core } = await createTestHost({ cameraSource: source, connectAtStart: true });
    await core.close();
    source.refreshGate.resolve();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(source.cameras).toEqual([]);
  });

  it('answers lists that are requested at the same time with one search', async () => {
    const { host, source } = await setUp();
    source.refreshGate = new Deferred();
    const lists = Array.from({ length: 250 }, () => host.camera.list(undefined));
    await host.camera.status(undefined);
    source.refreshGate.resolve();
    expect(new Set((await Promise.all(lists)).map((list) => list.length))).toEqual(new Set([1]));
    expect(source.refreshes).toBe(1);
    await host.camera.list(undefined);
    expect(source.refreshes).toBe(2);
  });

  it('tells a failed attempt to its caller only, and the next attempt works', async () => {
    const { host, source, openPage } = await setUp();
    const statuses = collect<CameraStatus>((listener) => openPage().host.camera.on('status', listener));
    source.prepare = (camera) => {
      camera.connectError = new CameraError('not-a-camera', 'nothing there');
    };
    await expect(host.camera.connect({ id: 'sim' })).rejects.toMatchObject({ code: 'not-a-camera' });
    expect(await host.camera.status(undefined)).toEqual({ state: 'disconnected', entry: simulatedEntry });
    expect(statuses.values.map(({ state, problem }) => [state, problem])).toEqual([
      ['connecting', undefined],
      ['disconnected', undefined],
    ]);
    source.prepare = () => {};
    expect(await host.camera.connect({ id: 'sim' })).toMatchObject({ state: 'idle' });
    expect((await host.camera.status(undefined)).problem).toBeUndefined();
  });

  it('refuses what names no camera and what needs one', async () => {
    const { host } = await setUp();
    await expect(host.camera.connect({ id: 'nowhere' })).rejects.toMatchObject({ code: 'port-not-found' });
    await expect(host.script.stop(undefined)).rejects.toMatchObject({ code: 'not-connected' });
    await expect(host.camera.reset(undefined)).rejects.toMatchObject({ code: 'not-connected' });
    await expect(host.channels.read({ id: 1 })).rejects.toMatchObject({ code: 'not-connected' });
  });

  it('ends a connecting attempt when the page cancels it, but not when the page reloads', async () => {
    const { host, source, openPage } = await setUp();
    const gate = new Deferred<void>();
    source.prepare = (camera) => {
      camera.connectGate = gate;
    };
    const controller = new AbortController();
    const cancelled = host.camera.connect({ id: 'sim' }, { signal: controller.signal });
    await host.camera.status(undefined);
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(await host.camera.status(undefined)).toMatchObject({ state: 'disconnected' });

    const leaving = openPage();
    const abandoned = leaving.host.camera.connect({ id: 'sim' });
    await leaving.host.camera.status(undefined);
    leaving.close();
    await expect(abandoned).rejects.toMatchObject({ code: 'connection-lost' });
    gate.resolve();
    await host.camera.list(undefined);
    expect(await host.camera.status(undefined)).toMatchObject({ state: 'idle' });
  });

  it('lets a newer attempt replace the pending one', async () => {
    const source = new FakeCameraSource([simulatedEntry, serialEntry('/dev/ttyACM0', 'A')]);
    const { host } = await setUp(source);
    source.prepare = (camera) => {
      camera.connectGate = new Deferred<void>();
    };
    const first = host.camera.connect({ id: 'sim' });
    await host.camera.status(undefined);
    source.prepare = () => {};
    const second = host.camera.connect({ id: '/dev/ttyACM0' });
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(await second).toMatchObject({ state: 'idle', entry: { id: '/dev/ttyACM0' } });
  });

  it('shows an unplug with its reason and connects again when the camera is back on another port', async () => {
    const source = new FakeCameraSource([simulatedEntry, serialEntry('/dev/ttyACM0', 'A')]);
    const { host, statuses, advanceUntil, clock } = await setUp(source);
    await host.camera.connect({ id: '/dev/ttyACM0' });
    source.plug(simulatedEntry);
    source.camera.lose(lost);
    expect(await statuses.until(({ problem }) => problem !== undefined)).toMatchObject({
      state: 'disconnected',
      problem: { code: 'port-lost' },
    });
    clock.advance(60_000);
    await host.camera.list(undefined);
    expect(source.cameras).toHaveLength(1);
    source.plug(simulatedEntry, serialEntry('/dev/ttyACM1', 'B'), serialEntry('/dev/ttyACM7', 'A'));
    expect(await advanceUntil(({ state }) => state === 'idle')).toMatchObject({ entry: { id: '/dev/ttyACM7' } });
  });

  it('tries again with pauses when the camera is there and does not answer yet', async () => {
    const { host, source, advanceUntil } = await setUp();
    await host.camera.connect({ id: 'sim' });
    let failures = 2;
    source.prepare = (camera) => {
      if (failures > 0) camera.connectError = new CameraError('camera-silent', 'not yet');
      failures -= 1;
    };
    source.camera.lose(lost);
    await advanceUntil(({ state }) => state === 'idle');
    expect(source.cameras).toHaveLength(4);
  });

  it('keeps the reason of the loss while it tries again, and gives the last failure when it gives up', async () => {
    const { host, source, clock, statuses } = await setUp();
    await host.camera.connect({ id: 'sim' });
    source.prepare = (camera) => (camera.connectError = new CameraError('camera-silent', 'no'));
    source.camera.lose(lost);
    while (statuses.values.at(-1)?.problem?.code !== 'camera-silent') {
      clock.advance(250);
      await host.camera.status(undefined);
    }
    const problems = statuses.values.filter(({ state }) => state === 'disconnected').map((each) => each.problem?.code);
    expect(problems).toEqual([...Array.from({ length: 5 }, () => 'port-lost'), 'camera-silent']);
  });

  it('tries a network address again without limit', async () => {
    const entry: CameraEntry = {
      id: 'tcp://far:1',
      kind: 'tcp',
      name: { key: 'address', value: 'tcp://far:1' },
      likely: true,
    };
    const { host, source, advanceUntil } = await setUp(new FakeCameraSource([entry]));
    await host.camera.connect({ id: entry.id });
    let failures = 12;
    source.prepare = (camera) => {
      if (failures > 0) camera.connectError = new CameraError('camera-silent', 'not yet');
      failures -= 1;
    };
    source.camera.lose(lost);
    expect((await advanceUntil(({ state }) => state === 'idle')).problem).toBeUndefined();
  });

  it('comes back by itself after a reset', async () => {
    const { host, source, advanceUntil } = await setUp();
    await host.camera.connect({ id: 'sim' });
    await host.camera.reset(undefined);
    expect(await host.camera.status(undefined)).toEqual({ state: 'disconnected', entry: simulatedEntry });
    await advanceUntil(({ state }) => state === 'idle');
    expect(source.cameras).toHaveLength(2);
  });

  it('stays disconnected when reconnecting is switched off, or when a page disconnects in the meantime', async () => {
    const { host, source, clock } = await setUp();
    await host.camera.connect({ id: 'sim' });
    source.camera.lose(lost);
    await host.camera.disconnect(undefined);
    await host.app.changeSettings({ autoReconnect: false });
    await host.camera.connect({ id: 'sim' });
    source.camera.lose(lost);
    for (let turn = 0; turn < 20; turn += 1) {
      clock.advance(5000);
      expect((await host.camera.status(undefined)).state).toBe('disconnected');
    }
    expect(source.cameras).toHaveLength(2);
  });

  it('connects at start to the last camera, or to the simulated one when that is not there', async () => {
    const dataFolder = await temporaryFolder();
    const serial = serialEntry('/dev/ttyACM0', 'A');
    const first = await createTestHost({ dataFolder, cameraSource: new FakeCameraSource([simulatedEntry, serial]) });
    await first.openPage().host.camera.connect({ id: serial.id });
    await first.core.close();
    for (const [found, expected] of [
      [[simulatedEntry, serial], serial.id],
      [[simulatedEntry], 'sim'],
    ] as const) {
      const again = await createTestHost({
        dataFolder,
        cameraSource: new FakeCameraSource(found),
        connectAtStart: true,
      });
      const { host } = again.openPage();
      const statuses = collect<CameraStatus>((listener) => host.camera.on('status', listener));
      const now = await host.camera.status(undefined);
      const idle = now.state === 'idle' ? now : await statuses.until(({ state }) => state === 'idle');
      expect(idle.entry?.id).toBe(expected);
      await again.core.close();
    }
  });

  it('reports a failed attempt at start in the status, for no call can have it', async () => {
    const source = new FakeCameraSource([simulatedEntry]);
    source.prepare = (camera) => {
      camera.connectError = new CameraError('not-a-camera', 'nothing there');
    };
    const { openPage } = await createTestHost({ cameraSource: source, connectAtStart: true });
    const { host } = openPage();
    await expect
      .poll(() => host.camera.status(undefined))
      .toMatchObject({ state: 'disconnected', problem: { code: 'not-a-camera' } });
  });

  it('tells pages when cameras come and go', async () => {
    const { host, source } = await setUp();
    const lists = collect<{ id: string }[]>((listener) => host.camera.on('list', listener));
    source.plug(simulatedEntry, serialEntry('COM3', 'A'));
    expect((await lists.until(() => true)).map(({ id }) => id)).toEqual(['sim', 'COM3']);
  });
});
