// Stands in for the module `electron` in the program's main process. Everything the program uses is here, tied to
// Electron's declarations; anything else fails at its import, so that the stand-in says what it lacks.

import { EventEmitter } from 'node:events';
import { runInThisContext } from 'node:vm';
import type { Dialog, NativeTheme, Protocol, Screen, Shell } from 'electron';
import type { Api } from './api.ts';
import { app } from './app.ts';
import { preventableEvent } from './events.ts';
import { ipcMain } from './ipc.ts';
import { StandInMenu as Menu } from './menu.ts';
import { pageServer } from './page-server.ts';
import { StandInChannel as MessageChannelMain } from './ports.ts';
import { session } from './session.ts';
import { tester } from './tester.ts';
import { StandInWindow as BrowserWindow } from './window.ts';

/** Nobody sits here: dialogs answer as if closed. Tests put functions of their own in their place. */
const dialog: Api<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox'> = {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  showMessageBox: async () => ({ response: 1, checkboxChecked: false }),
};

const shell: Api<Shell, 'openExternal'> = {
  openExternal: async (url) => {
    throw new Error(`Nobody opens ${url} here.`);
  },
};

class StandInTheme extends EventEmitter implements Api<NativeTheme, 'themeSource' | 'shouldUseDarkColors'> {
  #source: NativeTheme['themeSource'] = 'system';

  get themeSource(): NativeTheme['themeSource'] {
    return this.#source;
  }

  set themeSource(source: NativeTheme['themeSource']) {
    this.#source = source;
    tester.tell({ type: 'theme', theme: source === 'system' ? null : source });
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}

const nativeTheme = new StandInTheme();

const protocol: Api<Protocol, 'handle' | 'registerSchemesAsPrivileged'> = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (scheme, handler) => pageServer.handle(scheme, handler),
};

const workArea = { x: 0, y: 0, width: 1920, height: 1080 };
const screen = {
  getAllDisplays: () => [{ workArea }],
} satisfies Record<keyof Api<Screen, 'getAllDisplays'>, unknown>;

pageServer.onSocket = (window, socket) => BrowserWindow.fromId(window)?.webContents.attach(socket);
pageServer.mayOpen = (window, url) => BrowserWindow.fromId(window)?.webContents.openHandler({ url }).action !== 'deny';
tester.on('closed', ({ window }) => BrowserWindow.fromId(window)?.closed());
tester.on('ready-to-show', ({ window }) => BrowserWindow.fromId(window)?.emit('ready-to-show'));
tester.on('crashed', ({ window }) => {
  const contents = BrowserWindow.fromId(window)?.webContents;
  contents?.detach();
  contents?.emit('render-process-gone', preventableEvent(), { reason: 'crashed', exitCode: 1 });
});
tester.on('may-navigate', ({ call, window, url }) => {
  const event = Object.assign(preventableEvent(), { url: pageServer.toProgram(url) });
  BrowserWindow.fromId(window)?.webContents.emit('will-navigate', event);
  tester.tell({ type: 'decided', call, allowed: !event.defaultPrevented });
});

export { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, nativeTheme, protocol, screen, session, shell };

const all = { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session, shell };
tester.on('evaluate', ({ call, code, argument }) => {
  // As Playwright does on real Electron: a function of the test runs here with the module as its first argument.
  const run = runInThisContext(`(${code})`) as (electron: typeof all, argument: unknown) => unknown;
  Promise.resolve()
    .then(() => run(all, argument))
    .then(
      (value) => tester.tell({ type: 'result', call, value }),
      (error: unknown) => tester.tell({ type: 'result', call, error: String(error) }),
    );
});
