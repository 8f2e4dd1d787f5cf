// The desktop program: one instance, the host in this process, the windows around it. Direct calls of Electron stay in this
// file, app-menu.ts, electron-shell.ts, linux-access.ts, security.ts, self-update.ts and windows.ts; everything else is
// plain code with tests.

import path from 'node:path';
import { app, ipcMain, MessageChannelMain, nativeTheme, protocol } from 'electron';
import { portAnswerType, portRequestType } from '../../src-shared/contract/desktop-port-names.ts';
import type { PortAnswer } from '../../src-shared/contract/desktop-ports.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { createLocalHost } from '../host/create-local-host.ts';
import { AppMenu } from './app-menu.ts';
import { appScheme, createAppHandler } from './app-protocol.ts';
import { createElectronShell } from './electron-shell.ts';
import { filesToOpen } from './launch-files.ts';
import { linuxAccessAction } from './linux-access.ts';
import { PortBroker } from './port-broker.ts';
import { lockDown } from './security.ts';
import { startSelfUpdate } from './self-update.ts';
import { ShellClient } from './shell-client.ts';
import { shellLanguage, type MenuLanguage } from './shell-words.ts';
import { loadWindowState } from './window-state.ts';
import { Windows } from './windows.ts';

/** Closing waits this long for files and camera; a frozen camera must not keep the program alive. */
const closeLimitMs = 3000;

/** Files to open that were named before the host was ready. */
const earlyFiles: string[] = [];
let openFile = (file: string): void => void earlyFiles.push(file);
let showMain = (): void => undefined;

protocol.registerSchemesAsPrivileged([
  // Secure: image decoders and the clipboard exist in secure contexts only.
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
app.enableSandbox();
if (process.env['VIEWFINDER_DATA']) app.setPath('userData', path.resolve(process.env['VIEWFINDER_DATA']));

if (app.requestSingleInstanceLock()) {
  // macOS reports double clicks this way, other systems by arguments.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    openFile(file);
    showMain();
  });
  openFiles(process.argv, process.cwd());
  app.on('second-instance', (_event, argv, workingFolder) => {
    openFiles(argv, workingFolder);
    showMain();
  });
  void app.whenReady().then(start);
} else {
  app.quit();
}

function openFiles(argv: readonly string[], workingFolder: string): void {
  for (const file of filesToOpen({ argv, workingFolder, isPackaged: app.isPackaged })) openFile(file);
}

async function start(): Promise<void> {
  lockDown();
  const dataFolder = app.getPath('userData');
  protocol.handle(appScheme, createAppHandler(path.join(app.getAppPath(), 'dist/renderer')));
  const windowState = await loadWindowState(dataFolder, systemClock);
  const windows: Windows = new Windows({ state: windowState, language: () => language() });
  const currentWindow = (): Electron.BrowserWindow | undefined => windows.main;
  const menu = new AppMenu();
  const core = await createLocalHost({
    dataFolder,
    version: app.getVersion(),
    shell: createElectronShell({ currentWindow, openView: (view) => windows.showView(view), showMenu: menu.show }),
  });
  const client = await ShellClient.connect(core);
  const language = (): MenuLanguage => shellLanguage(client.state.settings.language, app.getLocale());
  const desk = new PortBroker({
    core,
    createPorts: () => {
      const { port1, port2 } = new MessageChannelMain();
      return { ours: port1, theirs: port2 };
    },
  });
  handOutPorts(desk);
  const followTheme = (): void => void (nativeTheme.themeSource = client.state.settings.theme);
  followTheme();
  client.onChange(followTheme);
  openFile = (file) => core.openFile(file);
  for (const file of earlyFiles) openFile(file);
  showMain = () => windows.showMain();
  showMain();
  const selfUpdate = await startSelfUpdate({ client, currentWindow, language });
  menu.follow(client, {
    language,
    sendCommand: (id) => core.sendCommand(id),
    actions: {
      openFile: (file) => openFile(file),
      checkForUpdates: selfUpdate === undefined ? undefined : () => void selfUpdate.checkAndTell(),
      installDeviceRules: linuxAccessAction(currentWindow, language),
    },
  });
  app.on('activate', () => showMain());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(async () => {
    // A page sends its last changes before its port closes.
    await desk.untilIdle();
    await Promise.all([core.close(), windowState.close()]);
  });
}

function handOutPorts(desk: PortBroker<Electron.MessagePortMain>): void {
  ipcMain.on(portRequestType, (event, message: unknown) => {
    const answer = desk.answer(event.senderFrame, message);
    if (answer === undefined) return;
    const reply: PortAnswer = { type: portAnswerType, request: answer.request };
    event.senderFrame?.postMessage(portAnswerType, reply, answer.port === undefined ? [] : [answer.port]);
  });
}

/** Delays the end of the program until drafts are on disk and the camera is disconnected. */
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
