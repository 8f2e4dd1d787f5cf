// Holds every window to our own page: no navigation away, no new windows, no webviews, no permissions.

import { app, session } from 'electron';
import { isOwnAddress } from './port-desk.ts';

/** Copying text is all that the page needs; the browser grants it only after a click or a key. */
const grantedPermissions: readonly string[] = ['clipboard-sanitized-write'];

/** Call before the first window, when the app is ready. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOwnAddress(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!isOwnAddress(event.url)) event.preventDefault();
    });
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
}
