import { expect, test } from 'vitest';
import type { FileEntry } from '../../../src-shared/contract/files.ts';
import { initialFilePicker, reduceFilePicker, type FilePickerAction } from './file-picker-state.ts';

function entry(kind: FileEntry['kind'], name: string): FileEntry {
  return { kind, name, path: `/home/${name}`, sizeBytes: 0, modifiedAtMs: 0 };
}

function after(...actions: readonly FilePickerAction[]) {
  return actions.reduce(reduceFilePicker, initialFilePicker('new.py'));
}

test('folders come first, numbers in names count, and hidden entries are left out', () => {
  const entries = [entry('file', 'b10.py'), entry('file', 'b9.py'), entry('folder', 'z'), entry('file', '.hidden')];
  const { entries: shown } = after({ type: 'listed', asked: '', path: '/home', entries });
  expect(shown.map(({ name }) => name)).toEqual(['z', 'b9.py', 'b10.py']);
});

test('a listed folder is written as the host writes it, unless something else was typed in between', () => {
  const listed: FilePickerAction = { type: 'listed', asked: '~', path: '/home/me', entries: [] };
  const going: FilePickerAction = { type: 'going', path: '~' };
  expect(after(going, listed).typedFolder).toBe('/home/me');
  const typed = after(going, { type: 'folderTyped', path: '/tm' }, listed);
  expect([typed.typedFolder, typed.folder]).toEqual(['/tm', '/home/me']);
});

test('a failure goes when a folder could be listed, and the entries stay while it is shown', () => {
  const listed: FilePickerAction = { type: 'listed', asked: '', path: '/home', entries: [entry('file', 'a.py')] };
  const failed = after(listed, { type: 'failed', error: new Error('gone') });
  expect([failed.failure, failed.entries]).toEqual([new Error('gone'), [entry('file', 'a.py')]]);
  expect(reduceFilePicker(failed, listed).failure).toBeUndefined();
});
