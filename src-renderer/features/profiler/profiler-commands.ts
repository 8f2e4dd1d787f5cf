import type { Command } from '../../state/commands.ts';
import type { Stores } from '../../state/stores.ts';
import { exportFormats, type ExportFormat } from '../../workers/profile/profile-messages.ts';
import { createProfilerStore } from './profiler-store.ts';
import { saveText } from './save-text.ts';
import { profilerMessages } from './messages.ts';

const files: Readonly<Record<ExportFormat, { readonly suffix: string; readonly type: string }>> = {
  csv: { suffix: 'csv', type: 'text/csv' },
  json: { suffix: 'json', type: 'application/json' },
  speedscope: { suffix: 'speedscope.json', type: 'application/json' },
};

/** Saves what the table shows; speedscope gets the whole call tree. */
export async function saveProfile({ features, notices }: Stores, format: ExportFormat): Promise<void> {
  try {
    const text = await features.get(createProfilerStore).getState().exportAs(format);
    const { suffix, type } = files[format];
    saveText(text, `profile-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.${suffix}`, type);
  } catch (error) {
    notices.getState().fail(error);
  }
}

export function profilerCommands(stores: Stores): readonly Command[] {
  const profiler = stores.features.get(createProfilerStore);
  const state = () => profiler.getState();
  const available = (): boolean => state().host.available;
  const hasRows = (): boolean => (state().view?.rowCount ?? 0) > 0;
  return [
    {
      id: 'profiler.reset',
      title: (language) => profilerMessages[language].commands.reset,
      enabled: available,
      run: () => state().reset(),
    },
    {
      id: 'profiler.pause',
      title: (language) => profilerMessages[language].commands.pause,
      run: () => state().setPaused(!state().paused),
    },
    {
      id: 'profiler.mode',
      title: (language) => profilerMessages[language].commands.mode,
      enabled: available,
      run: () => state().setExclusive(!state().host.exclusive),
    },
    {
      id: 'profiler.keep',
      title: (language) => profilerMessages[language].commands.keep,
      enabled: hasRows,
      run: () => state().keepBaseline(),
    },
    ...exportFormats.map((format): Command => ({
      id: `profiler.export.${format}`,
      title: (language) => profilerMessages[language].commands.export(profilerMessages[language].formats[format]),
      enabled: hasRows,
      run: () => saveProfile(stores, format),
    })),
  ];
}
