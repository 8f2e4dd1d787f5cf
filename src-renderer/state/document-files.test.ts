import { expect, test } from 'vitest';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { createStores, type Stores } from './stores.ts';
import { isDirty, isReadOnly } from './documents.ts';

function setUp(): { host: FakeHost; stores: Stores } {
  const host = new FakeHost();
  host.examples.push({
    entry: { id: 'hello', folder: 'First steps', title: { en: 'Hello', zh: '你好' }, file: 'hello.py' },
    text: 'print("hello")\n',
  });
  return { host, stores: createStores(host) };
}

function active(stores: Stores) {
  const { list, activeId } = stores.documents.getState();
  return list.find((each) => each.id === activeId)!;
}

/** Answers the question that is on screen, once there is one. */
async function answer(stores: Stores, value: string | undefined): Promise<void> {
  if (stores.dialogs.getState().open.length === 0) {
    await new Promise<void>((resolve) => {
      const stop = stores.dialogs.subscribe(({ open }) => {
        if (open.length === 0) return;
        stop();
        resolve();
      });
    });
  }
  stores.dialogs.getState().open[0]!.answer(value);
}

test('the first start opens the hello example, which is not taken for changed', async () => {
  const { stores } = setUp();
  await stores.start();
  const document = active(stores);
  expect([document.name, document.text, isDirty(document)]).toEqual(['hello.py', 'print("hello")\n', false]);
});

test('saving a new document asks for a name, writes its bytes and makes it clean', async () => {
  const { host, stores } = setUp();
  stores.files.createNew();
  const { id } = active(stores);
  stores.documents.getState().edit(id, 'x = "世界"\r\n');
  const saving = stores.files.save(id);
  await answer(stores, '/home/new.py');
  expect(await saving).toBe(true);
  expect(host.fileText('/home/new.py')).toBe('x = "世界"\r\n');
  expect([active(stores).name, isDirty(active(stores))]).toEqual(['new.py', false]);
});

test('text typed while a save is under way stays unsaved', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', 'one\n');
  await stores.files.open('/home/a.py');
  const { id } = active(stores);
  stores.documents.getState().edit(id, 'two\n');
  const saving = stores.files.save(id);
  stores.documents.getState().edit(id, 'three\n');
  await saving;
  expect([host.fileText('/home/a.py'), active(stores).text, isDirty(active(stores))]).toEqual([
    'two\n',
    'three\n',
    true,
  ]);
});

test('a file that another program changed is overwritten only when the person says so', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', 'one\n');
  await stores.files.open('/home/a.py');
  const { id } = active(stores);
  stores.documents.getState().edit(id, 'mine\n');
  host.putFile('/home/a.py', 'theirs\n');
  const first = stores.files.save(id);
  await answer(stores, 'cancel');
  expect([await first, host.fileText('/home/a.py'), active(stores).text]).toEqual([false, 'theirs\n', 'mine\n']);
  const second = stores.files.save(id);
  await answer(stores, 'overwrite');
  expect([await second, host.fileText('/home/a.py')]).toEqual([true, 'mine\n']);
});

test('a read-only file is replaced only after the question about it', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', 'one\n');
  await stores.files.open('/home/a.py');
  const { id } = active(stores);
  stores.documents.getState().edit(id, 'two\n');
  host.failures.set('files.write', new RpcError('file-read-only', 'read-only'));
  const first = stores.files.save(id);
  await answer(stores, 'cancel');
  expect([await first, host.fileText('/home/a.py')]).toEqual([false, 'one\n']);
  host.failures.set('files.write', new RpcError('file-read-only', 'read-only'));
  const second = stores.files.save(id);
  await answer(stores, 'replace');
  expect([await second, host.fileText('/home/a.py')]).toEqual([true, 'two\n']);
});

test('closing a changed document asks; cancelling keeps it open with its text', async () => {
  const { stores } = setUp();
  stores.files.createNew();
  const { id } = active(stores);
  stores.documents.getState().edit(id, 'typed');
  const closing = stores.files.close(id);
  await answer(stores, undefined);
  expect([await closing, active(stores).text]).toEqual([false, 'typed']);
  const again = stores.files.close(id);
  await answer(stores, 'discard');
  expect([await again, stores.documents.getState().list]).toEqual([true, []]);
});

test('a failed save says why and leaves the document changed', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', 'one\n');
  await stores.files.open('/home/a.py');
  const { id } = active(stores);
  stores.documents.getState().edit(id, 'two\n');
  host.failures.set('files.write', new RpcError('disk-full', 'full'));
  expect(await stores.files.save(id)).toBe(false);
  expect(isDirty(active(stores))).toBe(true);
  expect(stores.notices.getState().shown).toHaveLength(1);
});

test('a file of mixed line ends is read-only, and converting it makes it editable', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', 'one\r\ntwo\n');
  await stores.files.open('/home/a.py');
  expect([active(stores).text, isReadOnly(active(stores))]).toEqual(['one\r\ntwo\n', true]);
  stores.notices.getState().shown[0]!.action!.run();
  expect([active(stores).text, isReadOnly(active(stores)), isDirty(active(stores))]).toEqual([
    'one\ntwo\n',
    false,
    true,
  ]);
});

test('a file that is not UTF-8 is refused in words', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', Uint8Array.of(0xd6, 0xd0));
  await stores.files.open('/home/a.py');
  const { content } = stores.notices.getState().shown[0]!;
  expect(stores.documents.getState().list).toEqual([]);
  expect('say' in content && content.say('en').sentence).toBe('a.py cannot be opened here.');
});

test('opening an open file brings it to the front', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', 'one\n');
  await stores.files.open('/home/a.py');
  stores.files.createNew();
  await stores.files.open('/home/a.py');
  expect([stores.documents.getState().list.length, active(stores).name]).toEqual([2, 'a.py']);
});

test('files that the shell was asked to open come after the last session, and while the page is open', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', 'a\n');
  host.putFile('/home/b.py', 'b\n');
  host.requested.push('/home/a.py');
  await stores.start();
  expect(stores.documents.getState().list.map(({ name }) => name)).toEqual(['hello.py', 'a.py']);
  host.requested.push('/home/b.py');
  host.emit('files', 'requested', undefined);
  await expect.poll(() => active(stores).name).toBe('b.py');
  expect(host.requested).toEqual([]);
});

test('a window with one panel opens no documents, and leaves requested files to the workbench', async () => {
  const { host, stores } = setUp();
  host.requested.push('/home/a.py');
  await stores.start({ withDocuments: false });
  expect(stores.documents.getState().list).toEqual([]);
  expect([host.requested, host.drafts]).toEqual([['/home/a.py'], []]);
});

test('the text of a dropped file becomes a new document; what is not text is refused', async () => {
  const { stores } = setUp();
  await stores.start();
  await stores.files.openDropped(new File(['x = 1\r\n'], 'dropped.py'));
  const { name, text, path } = active(stores);
  expect([name, text, path]).toEqual(['dropped.py', 'x = 1\r\n', undefined]);
  await stores.files.openDropped(new File([new Uint8Array([0xff, 0xfe, 0x00])], 'picture.bin'));
  expect(active(stores).name).toBe('dropped.py');
  expect(stores.notices.getState().shown).toHaveLength(1);
});

test('a double click opens one tab: of a file and of an example', async () => {
  const { host, stores } = setUp();
  host.putFile('/home/a.py', 'a\n');
  const { files } = stores;
  await Promise.all([files.open('/home/a.py'), files.open('/home/a.py')]);
  await Promise.all([files.openExample('hello'), files.openExample('hello')]);
  await files.openExample('hello');
  expect(stores.documents.getState().list.map(({ name }) => name)).toEqual(['a.py', 'hello.py']);
});

test('an example that was changed stays, and a new copy opens beside it', async () => {
  const { stores } = setUp();
  await stores.files.openExample('hello');
  stores.documents.getState().edit(active(stores).id, 'mine\n');
  await stores.files.openExample('hello');
  expect(stores.documents.getState().list.map(({ text }) => text)).toEqual(['mine\n', 'print("hello")\n']);
});
