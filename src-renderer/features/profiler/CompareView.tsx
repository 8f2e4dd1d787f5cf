import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { Button, EmptyState } from '../../components/index.ts';
import { useFeatureStore, useLanguage, useMessages } from '../../state/stores-context.ts';
import type { ProfileView } from '../../workers/profile/profile-messages.ts';
import { DataGrid } from './DataGrid.tsx';
import { nothingChosen, type GridSelection } from './grid-selection.ts';
import { compareColumns } from './profiler-columns.ts';
import { nextSort } from './sort-order.ts';
import { chosenRows } from './TableView.tsx';
import { useCopyRows } from './use-copy-rows.ts';
import { profilerMessages } from './messages.ts';
import { createProfilerStore } from './profiler-store.ts';

const noRows = new Uint32Array();

/** A snapshot that was kept, and the present one, side by side. */
export function CompareView({ view }: { readonly view: ProfileView }): React.ReactElement {
  const words = useMessages(profilerMessages);
  const language = useLanguage();
  const profiler = useFeatureStore(createProfilerStore);
  const sort = useStore(profiler, (state) => state.request.compareSort);
  const [selection, setSelection] = useState<GridSelection>(nothingChosen);
  const { comparison, baselineTakenAtMs } = view;
  const columns = useMemo(
    () => (comparison === undefined ? [] : compareColumns(comparison, words)),
    [comparison, words],
  );
  const keyOf = (row: number): number => row;
  const order = comparison?.order ?? noRows;
  const copy = useCopyRows(columns, () => chosenRows(order, keyOf, selection));
  const { look, keepBaseline, dropBaseline } = profiler.getState();
  if (comparison === undefined || baselineTakenAtMs === undefined) {
    return (
      <EmptyState icon="profiler" text={words.compareEmpty} hint={words.keepHint}>
        <Button icon="plus" label={words.keep} disabled={view.rowCount === 0} onPress={keepBaseline} />
      </EmptyState>
    );
  }
  const time = (ms: number): string => new Date(ms).toLocaleTimeString(language);
  return (
    <div className="profiler-compare">
      <div className="profiler-facts">
        <span className="profiler-totals">{words.comparing(time(baselineTakenAtMs), time(view.takenAtMs))}</span>
        <Button kind="quiet" label={words.dropBaseline} onPress={dropBaseline} />
      </div>
      <DataGrid
        label={words.tabs.compare}
        columns={columns}
        rows={order}
        keyOf={keyOf}
        selection={selection}
        onSelect={setSelection}
        sort={sort}
        onSort={({ id, isText }, add) =>
          look({ compareSort: nextSort(sort, id, { add, descendingFirst: isText !== true }) })
        }
        onCopy={copy}
      />
    </div>
  );
}
