import { expect, test } from 'vitest';
import type { Traceback } from '../../src-shared/text/traceback.ts';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { createStores } from './stores.ts';

const traceback: Traceback = { type: 'NameError', message: "name 'x'", file: '<stdin>', line: 2, text: '' };

async function setUp() {
  const host = new FakeHost();
  const stores = createStores(host);
  await stores.start();
  const { id } = stores.documents.getState().list[0]!;
  return { host, stores, id, script: stores.script.getState, documents: stores.documents.getState() };
}

test('the script reaches the host byte for byte', async () => {
  const { host, script, documents, id } = await setUp();
  const source = '\uFEFFa = "# 世界"\r\n\tb\r\n' + 'x'.repeat(200_000);
  documents.change(id, { text: source, lineEnding: 'crlf' });
  await script().run();
  expect(host.runs[0]!.source).toEqual(new TextEncoder().encode(source));
});

test('running without a camera connects first', async () => {
  const { host, script } = await setUp();
  await script().run();
  expect(host.calls.filter((each) => /connect|run/.test(each))).toEqual(['camera.connect', 'script.run']);
});

test('a failed line is marked in the document that ran, until it is edited', async () => {
  const { host, script, documents, id } = await setUp();
  documents.edit(id, 'a\nx\n');
  await script().run();
  host.emit('script', 'traceback', { run: 1, traceback });
  expect(script().mark).toEqual({ document: id, line: 2, type: 'NameError', message: "name 'x'" });
  documents.edit(id, 'a\ny\n');
  expect(script().mark).toBeUndefined();
});

test('an error in a module of the camera marks nothing in the open script', async () => {
  const { host, script, documents, id } = await setUp();
  documents.edit(id, 'import helper\n');
  await script().run();
  host.emit('script', 'traceback', { run: 1, traceback: { ...traceback, file: '/flash/helper.py', line: 1 } });
  expect([script().traceback?.file, script().mark]).toEqual(['/flash/helper.py', undefined]);
});

test('a new run takes the mark away', async () => {
  const { host, script } = await setUp();
  await script().run();
  host.emit('script', 'ended', { run: 1, traceback });
  expect(script().mark?.line).toBe(2);
  await script().run();
  expect([script().mark, script().traceback]).toEqual([undefined, undefined]);
});

test('the traceback of an earlier run marks nothing', async () => {
  const { host, script } = await setUp();
  await script().run();
  await script().run();
  host.emit('script', 'traceback', { run: 1, traceback });
  expect(script().mark).toBeUndefined();
});

test('a page that comes back shows the text of the run once', async () => {
  const { host, stores } = await setUp();
  const bytes = (text: string) => new TextEncoder().encode(text);
  host.recalled = { run: { run: 1, document: 'gone' }, running: true, text: bytes('early '), lostBefore: 7 };
  const refreshing = stores.script.refresh();
  host.emit('script', 'text', { bytes: bytes('early '), lostBefore: 0 });
  await refreshing;
  host.emit('script', 'text', { bytes: bytes('late'), lostBefore: 0 });
  const { pieces } = stores.script.text;
  const shown = pieces.map((piece) => (piece.kind === 'bytes' ? new TextDecoder().decode(piece.bytes) : piece));
  expect(shown).toEqual([{ kind: 'run', document: '' }, { kind: 'lost', byteCount: 7 }, 'early ', 'late']);
});

test('a run that fails says why and can be tried again', async () => {
  const { host, stores, script } = await setUp();
  host.failures.set('script.run', new RpcError('script-too-large', 'no'));
  await script().run();
  expect([script().pending, stores.notices.getState().shown.length]).toEqual([undefined, 1]);
  await script().run();
  expect(host.runs).toHaveLength(1);
});
