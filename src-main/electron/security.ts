// Restricts every window to our own page: no navigation, no new windows, no webviews, no permissions, nothing from the
// network. docs/security.md lists the promises.

import { app, session } from 'electron';
import { isOwnAddress } from './port-broker.ts';

/** The page only needs to copy text; the browser grants it only after a click or a key. */
const grantedPermissions: readonly string[] = ['clipboard-sanitized-write'];
/** The page's files use their own scheme; requests to these addresses are not ours. */
const foreignAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/** Settings of every window. A test compares them with what Electron is given. */
export const securePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

/** Call before the first window, when the app is ready. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      contents.on(name as 'will-navigate', (event) => {
        if (!isOwnAddress(event.url)) event.preventDefault();
      });
    }
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
    answer(isOwnAddress(contents.getURL()) && grantedPermissions.includes(permission)),
  );
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin) => isOwnAddress(origin) && grantedPermissions.includes(permission),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest({ urls: foreignAddresses }, (_details, answer) => answer({ cancel: true }));
}
