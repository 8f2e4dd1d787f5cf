// Folders and files of the host, and the files used last.

import { useCallback, useEffect, useState } from 'react';
import { EmptyState, IconButton } from '../../components/index.ts';
import { Tree } from '../../components/Tree.tsx';
import type { FileEntry } from '../../../src-shared/contract/files.ts';
import { fileName } from '../../state/paths.ts';
import { useStores, useMessages } from '../../state/stores-context.ts';
import { fileRows, isFileRow, pathOfRow, type FolderContents } from './file-rows.ts';
import '../../components/panel.css';
import { filesMessages } from './messages.ts';
import { sharedMessages } from '../../state/messages.ts';

interface Roots {
  readonly places: readonly { readonly name: string; readonly path: string }[];
  readonly recent: readonly string[];
}

export function Files(): React.ReactElement {
  const words = useMessages(filesMessages);
  const shared = useMessages(sharedMessages);
  const { host, files, notices } = useStores();
  const [roots, setRoots] = useState<Roots>();
  const [contents, setContents] = useState<FolderContents>(new Map());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  const readRoots = useCallback(
    () =>
      Promise.all([host.files.places(undefined), host.files.recent(undefined)]).then(
        ([places, recent]) => setRoots({ places, recent }),
        (error: unknown) => notices.getState().fail(error),
      ),
    [host, notices],
  );

  const readFolder = useCallback(
    async (path: string): Promise<boolean> => {
      try {
        const { entries } = await host.files.list({ path });
        setContents((before) => new Map(before).set(path, sorted(entries)));
        return true;
      } catch (error) {
        notices.getState().fail(error);
        return false;
      }
    },
    [host, notices],
  );

  useEffect(() => void readRoots(), [readRoots]);

  const toggle = async (id: string): Promise<void> => {
    const opens = !open.has(id);
    const path = pathOfRow(id);
    if (opens && path !== undefined && !(await readFolder(path))) return;
    setOpen((before) => {
      const next = new Set(before);
      if (opens) next.add(id);
      else next.delete(id);
      return next;
    });
  };

  const refresh = async (): Promise<void> => {
    const paths = [...open].map(pathOfRow).filter((path) => path !== undefined);
    await Promise.all([readRoots(), ...paths.map(readFolder)]);
  };

  const rows =
    roots === undefined
      ? []
      : fileRows({ ...roots, contents, open, recentLabel: words.recent, emptyLabel: words.empty });
  return (
    <section className="panel" aria-label={words.panel}>
      <header className="panel-header">
        <h2 className="panel-title">{words.panel}</h2>
        <IconButton icon="refresh" label={shared.common.refresh} onPress={() => void refresh()} />
      </header>
      <div className="panel-body">
        {roots !== undefined && rows.length === 0 && <EmptyState icon="files" text={words.noPlaces} />}
        <Tree
          label={words.tree}
          rows={rows}
          onToggle={(id) => void toggle(id)}
          onChoose={(id) => {
            if (isFileRow(id)) void files.open(pathOfRow(id) ?? '');
          }}
        />
      </div>
    </section>
  );
}

function sorted(entries: readonly FileEntry[]): readonly FileEntry[] {
  return entries
    .filter((entry) => !fileName(entry.name).startsWith('.'))
    .sort((a, b) =>
      a.kind === b.kind ? a.name.localeCompare(b.name, undefined, { numeric: true }) : a.kind === 'folder' ? -1 : 1,
    );
}
