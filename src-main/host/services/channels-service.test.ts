import { expect, it } from 'vitest';
import { collect, createTestHost } from '../testing/test-host.ts';

const channel = { id: 9, name: 'ticks', readable: true, writable: true, lockable: false, dynamic: true };

it('lists, reads and writes the channels of the current camera and tells of their events', async () => {
  const { openPage, source } = await createTestHost();
  const { host } = openPage();
  expect(await host.channels.list(undefined)).toEqual([]);
  const lists = collect<unknown>((listener) => host.channels.on('list', listener));
  const events = collect<unknown>((listener) => host.channels.on('channelEvent', listener));
  await host.camera.connect({ id: 'sim' });
  source.camera.channels.set([channel]);
  expect(await lists.until(() => true)).toEqual([channel]);
  expect(await host.channels.list(undefined)).toEqual([channel]);
  expect(await host.channels.read({ id: 9, size: 3 })).toEqual(new Uint8Array([9, 9, 9]));
  await host.channels.write({ id: 9, data: new Uint8Array([1]) });
  expect(source.camera.channels.writes).toEqual([{ id: 9, data: new Uint8Array([1]) }]);
  source.camera.channels.sendEvent(9, 5);
  expect(await events.until(() => true)).toEqual({ channelId: 9, code: 5 });
  await expect(host.channels.read({ id: 8 })).rejects.toMatchObject({ code: 'channel-not-found' });
});
