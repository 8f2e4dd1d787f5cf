import { useEffect, useEffectEvent } from 'react';
import { copyText } from '../../components/clipboard.ts';
import { useStores } from '../../state/stores-context.ts';
import type { GridColumn } from './DataGrid.tsx';
import { profilerMessages } from './messages.ts';

/**
 * Copies rows as text with tabs between the cells and a line of titles, as spreadsheets take it. While the grid is there
 * it is also a command.
 */
export function useCopyRows(columns: readonly GridColumn[], rows: () => Uint32Array): () => void {
  const { notices, commands } = useStores();
  const copy = async (): Promise<void> => {
    const chosen = rows();
    const lines = [columns.map(({ title }) => title)];
    for (const row of chosen) lines.push(columns.map(({ text }) => text(row)));
    const done = await copyText(lines.map((cells) => cells.join('\t')).join('\n'));
    notices.getState().remark(done ? 'info' : 'warning', (language) => ({
      sentence: done ? profilerMessages[language].copied(chosen.length) : profilerMessages[language].notCopied,
    }));
  };
  const runCommand = useEffectEvent(copy);
  useEffect(() => {
    const registered = commands.register({
      id: 'profiler.copy',
      title: (language) => profilerMessages[language].commands.copy,
      run: () => runCommand(),
    });
    return () => registered.dispose();
  }, [commands]);
  return () => void copy();
}
