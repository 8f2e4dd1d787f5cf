// A second protocol needs a driver and nothing else: the host, the contract and a page work with the toy of
// src-main/camera/testing/toy as they are.

import { expect, it } from 'vitest';
import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { openCamera } from '../camera/open-camera.ts';
import { openMvDriver } from '../camera/openmv/openmv-driver.ts';
import { ToyDevice } from '../camera/testing/toy/toy-device.ts';
import { toyDriver } from '../camera/testing/toy/toy-driver.ts';
import { createMemoryTransport } from '../transports/testing/memory-transport.ts';
import type { CameraSource } from './camera-source.ts';
import { collect, createTestHost } from './testing/test-host.ts';

const entry: CameraEntry = { id: 'COM3', kind: 'serial', name: { key: 'port', value: 'COM3' }, likely: true };

it('connects, runs a script and shows its text and frames; what the camera lacks is declared and refused', async () => {
  const { transport, peer } = createMemoryTransport();
  const device = new ToyDevice(peer);
  const source: CameraSource = {
    found: [entry],
    onChange: () => ({ dispose: () => undefined }),
    refresh: () => Promise.resolve([entry]),
    entry: () => entry,
    open: (_entry, stream) =>
      openCamera(entry, { transport, clock: systemClock, stream, drivers: [openMvDriver, toyDriver] }),
    ownElf: () => undefined,
    dispose: () => undefined,
  };
  const { host } = (await createTestHost({ cameraSource: source })).openPage();
  const status = await host.camera.connect({ id: 'COM3' });
  expect(status).toMatchObject({ state: 'idle', identity: { board: 'Toy' }, features: { channels: false } });

  const text = collect<string>((listener) =>
    host.script.on('text', ({ bytes }) => listener(new TextDecoder().decode(bytes))),
  );
  const ended = collect<unknown>((listener) => host.script.on('ended', listener));
  await host.script.run({ source: Uint8Array.of(1), document: 'doc' });
  device.print('hello\r\n');
  device.show(2, 1, Uint8Array.of(1, 2));
  expect(await text.until((chunk) => chunk.includes('hello'))).toBe('hello\r\n');
  await expect.poll(async () => (await host.frames.counters(undefined)).received).toBe(1);
  device.end();
  await ended.until(() => true);

  expect(await host.channels.list(undefined)).toEqual([]);
  await expect(host.channels.read({ id: 4 })).rejects.toMatchObject({ code: 'not-supported' });
  await host.camera.disconnect(undefined);
});
