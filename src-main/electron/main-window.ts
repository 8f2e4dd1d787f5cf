import path from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import type { JsonFile } from '../host/json-file.ts';
import { startAddress } from './app-protocol.ts';
import { boundsOnScreen, minimumSize, type WindowState } from './window-state.ts';

/** Opens the window where it was; tells `state` where it is. */
export function openMainWindow(state: JsonFile<WindowState>): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...boundsOnScreen(state.value.bounds, screens),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Viewfinder',
    backgroundColor: '#1e1f22',
    show: false,
    webPreferences: {
      preload: path.join(app.getAppPath(), 'dist/main/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (state.value.maximized) window.maximize();
  const remember = (): void => {
    if (!window.isMinimized()) state.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  window.on('resize', remember);
  window.on('move', remember);
  window.on('maximize', remember);
  window.on('unmaximize', remember);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(startAddress);
  return window;
}
