import type { TreeRow } from '../../components/Tree.tsx';
import type { ExampleEntry } from '../../../src-shared/contract/files.ts';
import type { Language } from '../../state/language.ts';

/** Rows of the tree: folders in the order of the list, all open but the closed ones. */
export function exampleRows(
  examples: readonly ExampleEntry[],
  language: Language,
  closed: ReadonlySet<string>,
): readonly TreeRow[] {
  const folders = new Map<string, ExampleEntry[]>();
  for (const example of examples) {
    const present = folders.get(example.folder);
    if (present === undefined) folders.set(example.folder, [example]);
    else present.push(example);
  }
  const rows: TreeRow[] = [];
  for (const [folder, entries] of folders) {
    const expanded = !closed.has(`folder:${folder}`);
    rows.push({ id: `folder:${folder}`, label: folder, level: 1, expanded, icon: 'files' });
    if (!expanded) continue;
    for (const { id, title } of entries) rows.push({ id, label: title[language], level: 2, icon: 'file' });
  }
  return rows;
}
