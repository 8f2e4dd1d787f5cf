// The events that the stand-in emits, with their arguments.

import type { App, BrowserWindow, IpcMain, MessagePortMain, WebContents } from 'electron';

export interface PreventableEvent {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

export interface AppEvents {
  'window-all-closed': [];
  'will-quit': [event: PreventableEvent];
  'second-instance': [event: PreventableEvent, argv: string[], workingDirectory: string];
  'web-contents-created': [event: PreventableEvent, contents: never];
}

export interface WindowEvents {
  close: [event: PreventableEvent];
  closed: [];
  'ready-to-show': [];
  resize: [];
  maximize: [];
  unmaximize: [];
}

export interface ContentsEvents {
  'will-navigate': [event: PreventableEvent & { readonly url: string }];
  'render-process-gone': [event: PreventableEvent, details: { readonly reason: 'crashed'; readonly exitCode: number }];
}

/**
 * Never run: the compiler holds what is emitted against what Electron declares.
 * @public
 */
export function compareWithElectron(
  app: App,
  window: BrowserWindow,
  contents: WebContents,
  port: MessagePortMain,
  ipc: IpcMain,
): void {
  app.on('window-all-closed', (...given: AppEvents['window-all-closed']) => given);
  app.on('will-quit', (...[event]) => accept<Pick<AppEvents['will-quit'][0], 'preventDefault'>>(event));
  app.on('second-instance', (...[, argv, folder]) => accept<[string[], string]>([argv, folder]));
  app.on('web-contents-created', (...[, created]) => accept<WebContents>(created));
  window.on('close', (...[event]) => accept<Pick<PreventableEvent, 'preventDefault'>>(event));
  window.on('closed', (...given: WindowEvents['closed']) => given);
  window.on('ready-to-show', (...given: WindowEvents['ready-to-show']) => given);
  window.on('resize', (...given: WindowEvents['resize']) => given);
  window.on('maximize', (...given: WindowEvents['maximize']) => given);
  window.on('unmaximize', (...given: WindowEvents['unmaximize']) => given);
  contents.on('will-navigate', (...[event]) => accept<{ readonly url: string }>(event));
  contents.on('render-process-gone', (...[, details]) => accept<{ reason: string; exitCode: number }>(details));
  port.on('message', (...[event]) => accept<{ readonly data: unknown }>(event));
  port.on('close', () => undefined);
  ipc.on('any', (...[event]) => accept<{ readonly senderFrame: unknown }>(event));
}

function accept<T>(value: T): T {
  return value;
}

export function preventableEvent(): PreventableEvent {
  let prevented = false;
  return {
    preventDefault: () => void (prevented = true),
    get defaultPrevented() {
      return prevented;
    },
  };
}
