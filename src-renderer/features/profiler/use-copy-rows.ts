import { copyText } from '../../components/clipboard.ts';
import { useStores } from '../../state/stores-context.ts';
import type { GridColumn } from './DataGrid.tsx';

/** Copies rows as text with tabs between the cells and a line of titles, as spreadsheets take it. */
export function useCopyRows(): (columns: readonly GridColumn[], rows: Uint32Array) => void {
  const { notices } = useStores();
  return (columns, rows) => {
    const lines = [
      columns.map(({ title }) => title),
      ...Array.from(rows, (row) => columns.map(({ text }) => text(row))),
    ];
    void copyText(lines.map((cells) => cells.join('\t')).join('\n')).then((done) =>
      notices.getState().remark(done ? 'info' : 'warning', (strings) => ({
        sentence: done ? strings.profiler.copied(rows.length) : strings.profiler.notCopied,
      })),
    );
  };
}
