import { expect, test } from 'vitest';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { createNoticesStore } from './notices.ts';
import { createStores } from './stores.ts';

test('a notice is solved by its topic: it leaves the problems, and shows as solved', () => {
  const notices = createNoticesStore(() => 0);
  const { fail, solve } = notices.getState();
  fail(new RpcError('camera-silent', 'silent'), undefined, 'camera');
  fail(new RpcError('file-not-found', 'gone'));
  solve('script');
  expect(notices.getState().history).toHaveLength(2);
  solve('camera');
  const { shown, history } = notices.getState();
  expect(shown.map(({ topic, solved }) => [topic, solved])).toEqual([
    ['camera', true],
    [undefined, false],
  ]);
  expect(history.map(({ topic }) => topic)).toEqual([undefined]);
});

test('the same failure again is listed once, as the newest', () => {
  let nowMs = 0;
  const notices = createNoticesStore(() => (nowMs += 1));
  const { fail } = notices.getState();
  const codes = () => notices.getState().history.map(({ content }) => 'problem' in content && content.problem.code);
  fail(new RpcError('camera-silent', 'silent'));
  fail(new RpcError('file-not-found', 'gone'));
  fail(new RpcError('camera-silent', 'silent'));
  expect(codes()).toEqual(['camera-silent', 'file-not-found']);
});

test('success solves what failed before: connecting, running and saving', async () => {
  const host = new FakeHost();
  const stores = createStores(host);
  const { camera, script, files, documents, notices } = stores;
  const unsolved = () => notices.getState().history.length;
  files.createNew();
  const { id } = documents.getState().list[0]!;
  documents.getState().change(id, { path: '/home/a.py' });
  host.failures.set('camera.connect', new RpcError('camera-silent', 'silent'));
  await camera.getState().connect();
  expect(unsolved()).toBe(1);
  await camera.getState().connect();
  expect(unsolved()).toBe(0);
  host.failures.set('script.run', new RpcError('script-too-large', 'large'));
  await script.getState().run();
  expect(unsolved()).toBe(1);
  await script.getState().run();
  expect(unsolved()).toBe(0);
  host.failures.set('files.write', new RpcError('disk-full', 'full'));
  await files.save(id);
  expect(unsolved()).toBe(1);
  await files.save(id);
  expect(unsolved()).toBe(0);
});

test('a camera that comes back by itself solves the notice of its loss', async () => {
  const host = new FakeHost();
  const { camera, notices } = createStores(host);
  await camera.getState().connect();
  host.setStatus({ state: 'disconnected', problem: { code: 'port-lost', message: 'gone', data: {}, atMs: 1 } });
  expect(notices.getState().history).toHaveLength(1);
  host.setStatus({ state: 'idle' });
  expect([notices.getState().history, notices.getState().shown[0]!.solved]).toEqual([[], true]);
});
