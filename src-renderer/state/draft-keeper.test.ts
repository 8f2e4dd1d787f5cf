import { expect, test } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { createStores } from './stores.ts';
import { isDirty } from './documents.ts';

/** Lets answers that are already there arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

async function setUp(host = new FakeHost()) {
  const clock = new ManualClock();
  const stores = createStores(host, { clock });
  await stores.start();
  return { host, clock, stores, documents: stores.documents.getState() };
}

test('typed text reaches the host soon, in one call for a burst', async () => {
  const { host, clock, stores, documents } = await setUp();
  clock.advance(1000);
  await settle();
  const before = host.calls.filter((each) => each === 'files.keepDrafts').length;
  const { id } = stores.documents.getState().list[0]!;
  for (const text of ['a', 'ab', 'abc']) documents.edit(id, text);
  clock.advance(300);
  await settle();
  expect(host.drafts.map(({ text }) => text)).toEqual(['abc']);
  expect(host.calls.filter((each) => each === 'files.keepDrafts')).toHaveLength(before + 1);
});

test('a page that goes away sends what is not kept yet', async () => {
  const { host, stores, documents } = await setUp();
  documents.edit(stores.documents.getState().list[0]!.id, 'last words');
  stores.drafts.flush();
  await settle();
  expect(host.drafts.map(({ text }) => text)).toEqual(['last words']);
});

test('a failed attempt is repeated until the host has the text', async () => {
  const { host, clock, stores, documents } = await setUp();
  clock.advance(1000);
  await settle();
  documents.edit(stores.documents.getState().list[0]!.id, 'kept');
  host.failures.set('files.keepDrafts', new Error('The host is away.'));
  clock.advance(300);
  await settle();
  expect(stores.drafts.hasUnkept).toBe(true);
  clock.advance(2000);
  await settle();
  expect(host.drafts.map(({ text }) => text)).toEqual(['kept']);
  expect(stores.drafts.hasUnkept).toBe(false);
});

test('a reload brings back every document with its unsaved text, its file and its place', async () => {
  const host = new FakeHost();
  host.putFile('/home/a.py', 'saved\r\n');
  host.putFile('/home/b.py', 'untouched\n');
  const first = await setUp(host);
  await first.stores.files.open('/home/a.py');
  await first.stores.files.open('/home/b.py');
  const a = first.stores.documents.getState().list.find(({ name }) => name === 'a.py')!;
  first.documents.edit(a.id, 'typed 世界\r\n');
  first.documents.activate(a.id);
  first.clock.advance(300);
  await settle();
  first.stores.dispose();

  const second = await setUp(host);
  const { list, activeId } = second.stores.documents.getState();
  expect(list.map((each) => [each.name, each.path, each.text, each.lineEnding, isDirty(each)])).toEqual([
    ['untitled-1.py', undefined, '', 'lf', false],
    ['a.py', '/home/a.py', 'typed 世界\r\n', 'crlf', true],
    ['b.py', '/home/b.py', 'untouched\n', 'lf', false],
  ]);
  expect(activeId).toBe(a.id);
});

test('unsaved text survives the loss of its file', async () => {
  const host = new FakeHost();
  host.drafts = [
    { id: 'file:1', name: 'a.py', path: '/gone/a.py', version: 'v1', text: 'only here', revision: 1, active: true },
  ];
  const { stores } = await setUp(host);
  const [document] = stores.documents.getState().list;
  expect([document!.text, isDirty(document!)]).toEqual(['only here', true]);
});

test('drafts that could not be read are not replaced, and trying again brings them back', async () => {
  const host = new FakeHost();
  const kept = { id: 'new:1', name: 'a.py', text: 'only here', revision: 1, active: true };
  host.drafts = [kept];
  host.failures.set('files.drafts', new RpcError('connection-lost', 'The link broke.'));
  const { clock, stores } = await setUp(host);
  stores.files.createNew();
  clock.advance(5000);
  await settle();
  expect(host.drafts).toEqual([kept]);
  stores.notices.getState().shown[0]!.action!.run();
  await settle();
  expect(stores.documents.getState().list.map(({ text }) => text)).toEqual(['', 'only here']);
});

test('nothing is told to the host before the last session is restored', async () => {
  const host = new FakeHost();
  const clock = new ManualClock();
  const stores = createStores(host, { clock });
  stores.files.createNew();
  clock.advance(1000);
  await settle();
  expect(host.calls).not.toContain('files.keepDrafts');
});

test('only what changed is told, based on what the host has', async () => {
  const host = new FakeHost();
  host.drafts = ['a', 'b'].map((id) => ({ id: `new:${id}`, name: id, text: id, revision: 4, active: id === 'a' }));
  const { clock, documents } = await setUp(host);
  documents.edit('new:b', 'b of this page');
  clock.advance(300);
  await settle();
  documents.remove('new:a');
  clock.advance(300);
  await settle();
  expect(host.toldDrafts).toMatchObject([
    { changed: [{ id: 'new:b', text: 'b of this page', revision: 4 }], closed: [], order: ['new:a', 'new:b'] },
    { changed: [], closed: [{ id: 'new:a', revision: 4 }], order: ['new:b'] },
  ]);
});

test('a document that another page changed goes on under a name of its own, and that is said', async () => {
  const host = new FakeHost();
  host.drafts = [{ id: 'new:a', name: 'a.py', text: 'old', revision: 1, active: true }];
  const { clock, stores, documents } = await setUp(host);
  host.keepAs.set('new:a', 'new:a~3');
  for (const text of ['mine', 'mine, more']) {
    documents.edit('new:a', text);
    clock.advance(300);
    await settle();
  }
  const told = host.toldDrafts.flatMap(({ changed }) => changed.map(({ id, revision }) => `${id} ${revision}`));
  expect(told).toEqual(['new:a 1', 'new:a~3 2']);
  expect(stores.notices.getState().shown).toHaveLength(1);
});
