// The windows: the one with the workbench, one for each detached panel, one for the guide. A window whose page has crashed
// is reloaded; its changes come back from the drafts that the host keeps.

import path from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { guideAddress } from '../../src-shared/contract/guide-address.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import type { JsonFile } from '../lib/json-file.ts';
import { startAddress } from './app-protocol.ts';
import { CrashPolicy } from './crash-policy.ts';
import { shellWords, type MenuLanguage } from './shell-words.ts';
import { securePreferences } from './security.ts';
import { boundsOnScreen, minimumSize, type WindowState } from './window-state.ts';

export interface WindowsOptions {
  readonly state: JsonFile<WindowState>;
  readonly language: () => MenuLanguage;
}

export class Windows {
  readonly #options: WindowsOptions;
  readonly #views = new Map<string, BrowserWindow>();
  #main: BrowserWindow | undefined;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  /** The window with the workbench, while it is open. */
  get main(): BrowserWindow | undefined {
    return this.#main;
  }

  /** Brings the workbench to the front; opens it at its last position if it is not open. */
  showMain(): void {
    if (this.#main !== undefined) {
      bringToFront(this.#main);
      return;
    }
    const { state } = this.#options;
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    const window = this.#open(startAddress, {
      ...boundsOnScreen(state.value.bounds, screens),
      minWidth: minimumSize.width,
      minHeight: minimumSize.height,
    });
    if (state.value.maximized) window.maximize();
    const remember = (): void => {
      if (!window.isMinimized()) state.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    };
    window.on('resize', remember);
    window.on('move', remember);
    window.on('maximize', remember);
    window.on('unmaximize', remember);
    this.#main = window;
    window.once('closed', () => {
      this.#main = undefined;
      // A detached panel without a workbench could not be closed with the program.
      for (const view of this.#views.values()) view.close();
    });
  }

  showView(view: string): void {
    const present = this.#views.get(view);
    if (present !== undefined) {
      bringToFront(present);
      return;
    }
    const address = view === 'guide' ? guideAddress(this.#options.language()) : `?view=${view}`;
    const size = view === 'guide' ? { width: 1100, height: 800 } : { width: 720, height: 600 };
    const window = this.#open(new URL(address, startAddress).href, size);
    this.#views.set(view, window);
    window.once('closed', () => this.#views.delete(view));
  }

  #open(address: string, size: Electron.BrowserWindowConstructorOptions): BrowserWindow {
    const window = new BrowserWindow({
      ...size,
      title: 'Viewfinder',
      // Shown before the page has drawn anything.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1e1f22' : '#ffffff',
      show: false,
      webPreferences: { ...securePreferences, preload: path.join(app.getAppPath(), 'dist/main/preload.cjs') },
    });
    window.once('ready-to-show', () => window.show());
    this.#restartAfterCrash(window);
    void window.loadURL(address);
    return window;
  }

  #restartAfterCrash(window: BrowserWindow): void {
    const policy = new CrashPolicy(systemClock);
    const words = (): ReturnType<typeof shellWords> => shellWords(this.#options.language());
    const ask = async (message: string, detail: string): Promise<boolean> => {
      const { reload, wait } = words();
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message,
        detail,
        buttons: [reload, wait],
        defaultId: 0,
        cancelId: 1,
      });
      return response === 0;
    };
    const askToReload = async (): Promise<void> => {
      const reload = await ask(words().pageEnded, words().textIsKept);
      if (reload && !window.isDestroyed()) window.webContents.reload();
    };
    const askToEnd = async (): Promise<void> => {
      const end = await ask(words().pageHangs, words().textIsKept);
      // A frozen page does not end by itself; ending its process reloads it.
      if (end && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    };
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      if (policy.next() === 'restart') window.webContents.reload();
      else void askToReload();
    });
    window.on('unresponsive', () => {
      void askToEnd();
    });
  }
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
