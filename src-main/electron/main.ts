// The desktop program: one instance, one window, the host in this process. Direct calls of Electron stay in this file,
// electron-shell.ts, security.ts and main-window.ts; everything else is plain code with tests.

import path from 'node:path';
import { app, ipcMain, Menu, MessageChannelMain, protocol, type BrowserWindow } from 'electron';
import { portAnswerType, portRequestType } from '../../src-shared/contract/desktop-port-names.ts';
import type { PortAnswer } from '../../src-shared/contract/desktop-ports.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { createLocalHost } from '../host/create-local-host.ts';
import type { HostCore } from '../host/host-core.ts';
import { appScheme, createAppHandler } from './app-protocol.ts';
import { createElectronShell } from './electron-shell.ts';
import { openMainWindow } from './main-window.ts';
import { menuTemplate } from './menu-template.ts';
import { PortDesk } from './port-desk.ts';
import { lockDown } from './security.ts';
import { loadWindowState } from './window-state.ts';

/** Closing waits this long for files and camera; a camera that hangs must not keep the program alive. */
const closeLimitMs = 3000;

let window: BrowserWindow | undefined;

protocol.registerSchemesAsPrivileged([
  // Secure: decoders of pictures and the clipboard exist in secure contexts only.
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
if (process.env['VIEWFINDER_DATA']) app.setPath('userData', path.resolve(process.env['VIEWFINDER_DATA']));

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  lockDown();
  const dataFolder = app.getPath('userData');
  protocol.handle(appScheme, createAppHandler(path.join(app.getAppPath(), 'dist/renderer')));
  const shell = createElectronShell(() => window);
  const core = await createLocalHost({ dataFolder, version: app.getVersion(), shell });
  const windowState = await loadWindowState(dataFolder, systemClock);
  handOutPorts(core);
  const language = app.getLocale().startsWith('zh') ? 'zh' : 'en';
  const sendCommand = (id: string): void => core.sendCommand(id);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, language, sendCommand })));
  const open = (): void => {
    window = openMainWindow(windowState);
    window.once('closed', () => (window = undefined));
  };
  open();
  app.on('activate', () => {
    if (window === undefined) open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(() => Promise.all([core.close(), windowState.flush()]));
}

function handOutPorts(core: HostCore): void {
  const desk = new PortDesk({
    core,
    createPorts: () => {
      const { port1, port2 } = new MessageChannelMain();
      return { ours: port1, theirs: port2 };
    },
  });
  ipcMain.on(portRequestType, (event, message: unknown) => {
    const answer = desk.answer(event.senderFrame, message);
    if (answer === undefined) return;
    const reply: PortAnswer = { type: portAnswerType, request: answer.request };
    event.senderFrame?.postMessage(portAnswerType, reply, answer.port === undefined ? [] : [answer.port]);
  });
}

/** Holds the end of the program back until drafts are on disk and the camera is let go. */
function closeBeforeQuit(close: () => Promise<unknown>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const end = (): void => {
      closed = true;
      app.quit();
    };
    const limit = setTimeout(end, closeLimitMs);
    void close().finally(() => {
      clearTimeout(limit);
      if (!closed) end();
    });
  });
}
