// What the host needs of Electron: dialogs, the language, and opening addresses outside.

import { app, dialog, shell, type BrowserWindow, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { ShellHooks } from '../host/shell-hooks.ts';

const filters = [
  { name: 'Python', extensions: ['py'] },
  { name: '*', extensions: ['*'] },
];

/** `currentWindow` is asked each time: dialogs belong to the window that is open then. */
export function createElectronShell(currentWindow: () => BrowserWindow | undefined): ShellHooks {
  return {
    name: 'electron',
    nativeDialogs: true,
    locale: app.getLocale(),
    openExternal: (url) => shell.openExternal(url),
    async pickOpen() {
      const options: OpenDialogOptions = { properties: ['openFile'], filters };
      const window = currentWindow();
      const { filePaths } = await (window === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return filePaths[0];
    },
    async pickSave(suggestedName) {
      const options: SaveDialogOptions = { defaultPath: suggestedName, filters };
      const window = currentWindow();
      const { canceled, filePath } = await (window === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      return canceled || filePath === '' ? undefined : filePath;
    },
  };
}
