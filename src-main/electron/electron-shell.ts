// The parts of Electron that the host needs: dialogs, the language, more windows, and opening addresses outside.

import { app, dialog, shell, type BrowserWindow, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { ShellHooks } from '../host/shell-hooks.ts';
import { externalAddress } from './external-address.ts';

const filters = [
  { name: 'Python', extensions: ['py'] },
  { name: '*', extensions: ['*'] },
];

export interface ElectronShellOptions {
  /** Called each time: dialogs belong to the window that is open then. */
  readonly currentWindow: () => BrowserWindow | undefined;
  readonly openView: (view: string) => void;
  readonly showMenu: ShellHooks['showMenu'];
}

export function createElectronShell({ currentWindow, openView, showMenu }: ElectronShellOptions): ShellHooks {
  return {
    name: 'electron',
    nativeDialogs: true,
    locale: app.getLocale(),
    async openExternal(url) {
      // The only place that passes an address to the system; the host has checked it.
      const address = externalAddress(url);
      if (address !== undefined) await shell.openExternal(address);
    },
    openView: async (view) => openView(view),
    showMenu,
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
