import { download } from '../components/download.ts';
import type { Stores } from '../state/stores.ts';
import { workbenchMessages } from './messages.ts';

/** Saves a report for maintainers: through the system's dialog where there is one, else as a download. */
export async function saveReport({ host, settings, notices }: Stores, save = download): Promise<void> {
  try {
    if (settings.getState().info?.nativeDialogs === true) {
      const suggestedName = await host.report.suggestName(undefined);
      const path = await host.files.pickSave({ suggestedName });
      if (path === undefined) return;
      await host.report.write({ path });
      notices.getState().remark('info', (language) => ({ sentence: workbenchMessages[language].report.saved(path) }));
    } else {
      const { name, bytes } = await host.report.create(undefined);
      save(new Blob([new Uint8Array(bytes)], { type: 'application/zip' }), name);
    }
  } catch (error) {
    notices.getState().fail(error);
  }
}
