import type { FileEntry } from '../../src-shared/contract/files.ts';

/** What is in a folder of a host whose files are known by their paths only; undefined if no file is below it. */
export function listFolder(
  files: ReadonlyMap<string, { readonly bytes: Uint8Array }>,
  folder: string,
): FileEntry[] | undefined {
  const entries = new Map<string, FileEntry>();
  for (const [path, { bytes }] of files) {
    if (!path.startsWith(`${folder}/`)) continue;
    const [name = '', ...below] = path.slice(folder.length + 1).split('/');
    const kind = below.length > 0 ? 'folder' : 'file';
    const sizeBytes = kind === 'file' ? bytes.length : 0;
    entries.set(name, { kind, name, path: `${folder}/${name}`, sizeBytes, modifiedAtMs: 0 });
  }
  return entries.size === 0 ? undefined : [...entries.values()];
}
