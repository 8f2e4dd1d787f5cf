import { useMemo, useState } from 'react';
import { useFeatureStore, useMessages } from '../../state/stores-context.ts';
import type { ProfileTreeView, ProfileView } from '../../workers/profile/profile-messages.ts';
import { DataGrid } from './DataGrid.tsx';
import { nothingChosen, type GridSelection } from './grid-selection.ts';
import { treeColumns } from './profiler-columns.ts';
import { chosenRows } from './TableView.tsx';
import { useCopyRows } from './use-copy-rows.ts';
import { profilerMessages } from './messages.ts';
import { createProfilerStore } from './profiler-store.ts';

export interface CallTreeViewProps {
  readonly view: ProfileView;
  readonly treeView: ProfileTreeView;
}

/** Who called whom: each function under its last caller. */
export function CallTreeView({ view, treeView }: CallTreeViewProps): React.ReactElement {
  const words = useMessages(profilerMessages);
  const profiler = useFeatureStore(createProfilerStore);
  const [selection, setSelection] = useState<GridSelection>(nothingChosen);
  /** By address: nodes are numbered anew with every snapshot. */
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const { tree } = treeView;
  const columns = useMemo(() => treeColumns(treeView, view, words), [treeView, view, words]);
  const rows = useMemo(() => {
    const open: number[] = [];
    for (let node = 0; node < tree.nodeCount;) {
      open.push(node);
      node = closed.has(tree.address[node]!) ? tree.end[node]! : node + 1;
    }
    return Uint32Array.from(open);
  }, [tree, closed]);
  const keyOf = (node: number): number => tree.address[node]!;
  const copy = useCopyRows(columns, () => chosenRows(rows, keyOf, selection));
  return (
    <DataGrid
      label={words.tabs.tree}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      selection={selection}
      onSelect={setSelection}
      onCopy={copy}
      onOpen={(key) => profiler.getState().look({ selected: key, tab: 'history' })}
      treeRow={(node) => ({
        level: tree.depth[node]! + 1,
        expanded: tree.end[node]! - node === 1 ? undefined : !closed.has(keyOf(node)),
      })}
      onExpand={(node, expanded) =>
        setClosed(new Set(expanded ? [...closed].filter((each) => each !== keyOf(node)) : [...closed, keyOf(node)]))
      }
    />
  );
}
