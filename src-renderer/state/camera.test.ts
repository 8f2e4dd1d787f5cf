import { expect, test } from 'vitest';
import type { Host } from '../../src-shared/contract/contract.ts';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { createStores } from './stores.ts';

async function setUp() {
  const host = new FakeHost();
  const stores = createStores(host);
  await stores.start();
  return { host, stores, camera: stores.camera.getState };
}

const lost = { code: 'port-lost', message: 'gone', data: {}, atMs: 1 };

test('a failed connection is said once, with a way to try again', async () => {
  const { host, stores, camera } = await setUp();
  host.failures.set('camera.connect', new RpcError('camera-silent', 'silent'));
  expect(await camera().connect('tcp://nowhere:1')).toBe(false);
  const { shown } = stores.notices.getState();
  expect([shown.length, camera().pending]).toEqual([1, undefined]);
  shown[0]!.action!.run();
  expect(host.calls.filter((each) => each === 'camera.connect')).toHaveLength(2);
});

test('a camera that goes away by itself is said; one that was let go is not', async () => {
  const { host, stores, camera } = await setUp();
  await camera().connect();
  host.setStatus({ state: 'disconnected', problem: lost });
  expect(stores.notices.getState().shown).toHaveLength(1);
  stores.notices.getState().dismiss(stores.notices.getState().shown[0]!.id);
  await camera().connect();
  await camera().disconnect();
  expect(stores.notices.getState().shown).toEqual([]);
});

test('a slow answer at the start does not hide what was told meanwhile', async () => {
  const host = new FakeHost();
  host.status = { state: 'connecting' };
  let listed = (): void => undefined;
  const camera: Host['camera'] = {
    ...host.host.camera,
    list: async (params, options) => {
      await new Promise<void>((resolve) => (listed = resolve));
      return host.host.camera.list(params, options);
    },
  };
  const stores = createStores({
    host: { ...host.host, camera },
    linkState: host.linkState,
    onLinkState: host.onLinkState,
    openFrameLane: () => host.openFrameLane(),
  });
  const started = stores.start();
  await expect.poll(() => stores.camera.getState().status.state).toBe('connecting');
  host.setStatus({ state: 'idle' });
  listed();
  await started;
  expect(stores.camera.getState().status.state).toBe('idle');
});

test('attempts to come back keep quiet: the loss is said once', async () => {
  const { host, stores, camera } = await setUp();
  await camera().connect();
  host.setStatus({ state: 'disconnected', problem: lost });
  stores.notices.getState().dismiss(stores.notices.getState().shown[0]!.id);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    host.setStatus({ state: 'connecting', problem: lost });
    host.setStatus({ state: 'disconnected', problem: lost });
  }
  expect(stores.notices.getState().shown).toEqual([]);
  host.setStatus({ state: 'idle' });
  host.setStatus({ state: 'disconnected', problem: lost });
  expect(stores.notices.getState().shown).toHaveLength(1);
});

test('the same failure again does not pile up', async () => {
  const { stores } = await setUp();
  stores.notices.getState().problem(lost);
  stores.notices.getState().problem(lost);
  expect([stores.notices.getState().shown.length, stores.notices.getState().history.length]).toEqual([1, 1]);
});

test('cancelling ends the attempt at once and is no failure', async () => {
  const { host, stores, camera } = await setUp();
  host.hanging.add('camera.connect');
  const connecting = camera().connect();
  expect(camera().pending).toBe('connect');
  camera().cancel();
  expect([await connecting, camera().pending, stores.notices.getState().shown]).toEqual([false, undefined, []]);
});

test('a camera gets a name of its own', async () => {
  const { camera } = await setUp();
  await camera().connect();
  await camera().rename('sim', 'Practice');
  expect(camera().status.entry).toMatchObject({ givenName: 'Practice' });
});
