import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useFeatureStore, useMessages } from '../../state/stores-context.ts';
import type { ProfileView } from '../../workers/profile/profile-messages.ts';
import { DataGrid } from './DataGrid.tsx';
import { nothingChosen, type GridSelection } from './grid-selection.ts';
import { tableColumns } from './profiler-columns.ts';
import { nextSort } from './sort-order.ts';
import { useCopyRows } from './use-copy-rows.ts';
import { profilerMessages } from './messages.ts';
import { createProfilerStore } from './profiler-store.ts';

/** Functions and what was counted of each. */
export function TableView({ view }: { readonly view: ProfileView }): React.ReactElement {
  const words = useMessages(profilerMessages);
  const profiler = useFeatureStore(createProfilerStore);
  const request = useStore(profiler, (state) => state.request);
  const hidden = useStore(profiler, (state) => state.hiddenColumns);
  const events = useStore(profiler, (state) => state.host.events);
  const [selection, setSelection] = useState<GridSelection>(nothingChosen);
  const columns = useMemo(
    () => tableColumns(view, events, words).filter(({ id }) => !hidden.has(id)),
    [view, events, words, hidden],
  );
  const { look } = profiler.getState();
  const keyOf = (row: number): number => view.address[row]!;
  const copy = useCopyRows(columns, () => chosenRows(view.order, keyOf, selection));
  return (
    <DataGrid
      label={words.tabs.table}
      columns={columns}
      rows={view.order}
      keyOf={keyOf}
      selection={selection}
      onSelect={(next) => {
        setSelection(next);
        if (next.active !== undefined && next.active !== request.selected) look({ selected: next.active });
      }}
      sort={request.sort}
      onSort={({ id, isText }, add) =>
        look({ sort: nextSort(request.sort, id, { add, descendingFirst: isText !== true }) })
      }
      onCopy={copy}
      onOpen={(key) => look({ selected: key, tab: 'history' })}
    />
  );
}

/** The chosen rows as they are shown; all of them when none is chosen. */
export function chosenRows(order: Uint32Array, keyOf: (row: number) => number, { chosen }: GridSelection): Uint32Array {
  return chosen.size === 0 ? order : order.filter((row) => chosen.has(keyOf(row)));
}
