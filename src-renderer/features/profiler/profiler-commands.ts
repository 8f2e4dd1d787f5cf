import type { Command } from '../../state/commands.ts';
import type { Stores } from '../../state/stores.ts';
import { exportFormats, type ExportFormat } from '../../workers/profile/profile-messages.ts';
import { saveText } from './save-text.ts';

const files: Readonly<Record<ExportFormat, { readonly suffix: string; readonly type: string }>> = {
  csv: { suffix: 'csv', type: 'text/csv' },
  json: { suffix: 'json', type: 'application/json' },
  speedscope: { suffix: 'speedscope.json', type: 'application/json' },
};

/** Saves what the table shows; speedscope gets the whole call tree. */
export async function saveProfile({ profiler, notices }: Stores, format: ExportFormat): Promise<void> {
  try {
    const text = await profiler.getState().exportAs(format);
    const { suffix, type } = files[format];
    saveText(text, `profile-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.${suffix}`, type);
  } catch (error) {
    notices.getState().fail(error);
  }
}

export function profilerCommands(stores: Stores): readonly Command[] {
  const { profiler } = stores;
  const state = () => profiler.getState();
  const available = (): boolean => state().host.available;
  const hasRows = (): boolean => (state().view?.rowCount ?? 0) > 0;
  return [
    {
      id: 'profiler.reset',
      title: (strings) => strings.profiler.commands.reset,
      enabled: available,
      run: () => state().reset(),
    },
    {
      id: 'profiler.pause',
      title: (strings) => strings.profiler.commands.pause,
      run: () => state().setPaused(!state().paused),
    },
    {
      id: 'profiler.mode',
      title: (strings) => strings.profiler.commands.mode,
      enabled: available,
      run: () => state().setExclusive(!state().host.exclusive),
    },
    {
      id: 'profiler.keep',
      title: (strings) => strings.profiler.commands.keep,
      enabled: hasRows,
      run: () => state().keepBaseline(),
    },
    ...exportFormats.map((format): Command => ({
      id: `profiler.export.${format}`,
      title: (strings) => strings.profiler.commands.export(strings.profiler.formats[format]),
      enabled: hasRows,
      run: () => saveProfile(stores, format),
    })),
  ];
}
