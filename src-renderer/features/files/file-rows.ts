// The rows of the file tree that are visible now. A row's id tells its kind, its root and its path: the same folder may
// be reached from two places.

import type { TreeRow } from '../../components/Tree.tsx';
import type { FileEntry } from '../../../src-shared/contract/files.ts';
import { fileName } from '../../state/paths.ts';

export type FolderContents = ReadonlyMap<string, readonly FileEntry[]>;

export interface FileRowsInput {
  readonly places: readonly { readonly name: string; readonly path: string }[];
  readonly recent: readonly string[];
  readonly contents: FolderContents;
  /** Ids of the rows that are open. */
  readonly open: ReadonlySet<string>;
  readonly recentLabel: string;
  readonly emptyLabel: string;
}

const recentRowId = 'recent';

export function fileRows(input: FileRowsInput): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  if (input.recent.length > 0) {
    const expanded = input.open.has(recentRowId);
    rows.push({ id: recentRowId, label: input.recentLabel, level: 1, expanded, icon: 'files' });
    if (expanded) {
      for (const path of input.recent) {
        rows.push({ id: rowId('file', recentRowId, path), label: fileName(path), level: 2, icon: 'file' });
      }
    }
  }
  for (const place of input.places) addFolder(rows, input, place.path, place.name, place.path, 1);
  return rows;
}

/** Undefined for rows that are no path. */
export function pathOfRow(id: string): string | undefined {
  return /^(?:file|folder)\0[^\0]*\0([^]*)$/.exec(id)?.[1];
}

export function isFileRow(id: string): boolean {
  return id.startsWith('file\0');
}

function rowId(kind: 'file' | 'folder' | 'empty', root: string, path: string): string {
  return `${kind}\0${root}\0${path}`;
}

function addFolder(
  rows: TreeRow[],
  input: FileRowsInput,
  root: string,
  label: string,
  path: string,
  level: number,
): void {
  const id = rowId('folder', root, path);
  const expanded = input.open.has(id);
  rows.push({ id, label, level, expanded, icon: 'files' });
  if (!expanded) return;
  const entries = input.contents.get(path) ?? [];
  if (entries.length === 0) rows.push({ id: rowId('empty', root, path), label: input.emptyLabel, level: level + 1 });
  for (const entry of entries) {
    if (entry.kind === 'folder') addFolder(rows, input, root, entry.name, entry.path, level + 1);
    else rows.push({ id: rowId('file', root, entry.path), label: entry.name, level: level + 1, icon: 'file' });
  }
}
