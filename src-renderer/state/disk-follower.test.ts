import { expect, test } from 'vitest';
import { FakeHost } from '../testing/fake-host.ts';
import { createStores } from './stores.ts';

const path = '/home/a.py';

async function openFile() {
  const host = new FakeHost();
  host.putFile(path, 'old\n');
  const stores = createStores(host);
  await stores.files.open(path);
  const document = () => stores.documents.getState().list[0]!;
  const { id } = document();
  const questions = () => stores.dialogs.getState().open;
  const ran = () => host.runs.map(({ source }) => new TextDecoder().decode(source));
  return { host, stores, id, document, questions, ran };
}

test('a document without changes takes the new text of its file, and stays clean', async () => {
  const { host, stores, document } = await openFile();
  host.putFile(path, 'new\r\n');
  await stores.files.disk.checkAll();
  expect(document()).toMatchObject({ text: 'new\r\n', lineEnding: 'crlf', base: { text: 'new\r\n' }, version: 'v2' });
});

test('Run sends the text of the file as it is now', async () => {
  const { host, stores, ran } = await openFile();
  host.putFile(path, 'new\n');
  await stores.script.getState().run();
  expect(ran()).toEqual(['new\n']);
});

test('about a document with changes the person is asked once for each version', async () => {
  const { host, stores, id, document, questions } = await openFile();
  stores.documents.getState().edit(id, 'mine\n');
  host.putFile(path, 'theirs\n');
  const checks = [stores.files.disk.checkAll(), stores.files.disk.checkAll()];
  await expect.poll(() => questions().length).toBe(1);
  questions()[0]!.answer('keepMine');
  await Promise.all(checks);
  await stores.files.disk.checkAll();
  expect([questions(), document().text]).toEqual([[], 'mine\n']);
  host.putFile(path, 'theirs again\n');
  const again = stores.files.disk.checkAll();
  await expect.poll(() => questions().length).toBe(1);
  questions()[0]!.answer('reload');
  await again;
  expect(document()).toMatchObject({ text: 'theirs again\n', version: 'v3' });
});

test('a file that is gone, or is no text any more, leaves the document as it is', async () => {
  const { host, stores, document } = await openFile();
  host.putFile(path, new Uint8Array([0xff, 0xfe, 0]));
  await stores.files.disk.checkAll();
  host.files.delete(path);
  await stores.files.disk.checkAll();
  expect([document().text, stores.notices.getState().shown]).toEqual(['old\n', []]);
});
