// Permissions and requests of pages: the program's handlers are asked by the test, which makes the Chromium obey.

import type { Session, WebRequest } from 'electron';
import type { Api } from './api.ts';
import { tester } from './tester.ts';
import { StandInWindow, type StandInContents } from './window.ts';

type RequestHandler = (contents: StandInContents, permission: string, answer: (granted: boolean) => void) => void;
type CheckHandler = (contents: StandInContents, permission: string, origin: string) => boolean;
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;

const handlers: { request?: RequestHandler; check?: CheckHandler; device?: () => boolean; before?: BeforeRequest } = {};
let beforePatterns: readonly string[] = [];

const webRequest = {
  onBeforeRequest(filter: { urls: string[] }, listener: BeforeRequest): void {
    beforePatterns = filter.urls;
    handlers.before = listener;
  },
} satisfies Record<keyof Api<WebRequest, 'onBeforeRequest'>, unknown>;

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: RequestHandler) => void (handlers.request = handler),
    setPermissionCheckHandler: (handler: CheckHandler) => void (handlers.check = handler),
    setDevicePermissionHandler: (handler: () => boolean) => void (handlers.device = handler),
    webRequest,
  } satisfies Record<
    | keyof Api<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>
    | keyof Api<Session, 'webRequest'>,
    unknown
  >,
};

tester.on('may-have', ({ call, window, permission }) => {
  const contents = StandInWindow.fromId(window)?.webContents;
  if (contents === undefined) return;
  let allowed = handlers.check?.(contents, permission, new URL(contents.getURL()).origin) ?? true;
  // The origin of an own scheme is "null" to Node; Electron gives it as the scheme and host.
  if (!allowed) allowed = handlers.check?.(contents, permission, contents.getURL().replace(/\/$/, '')) ?? true;
  handlers.request?.(contents, permission, (granted) => (allowed = allowed && granted));
  tester.tell({ type: 'decided', call, allowed });
});

tester.on('may-request', ({ call, url }) => {
  const isMeant = beforePatterns.some((pattern) => url.startsWith(pattern.slice(0, pattern.indexOf('*'))));
  if (handlers.before === undefined || !isMeant) {
    tester.tell({ type: 'decided', call, allowed: true });
    return;
  }
  handlers.before({ url }, ({ cancel }) => tester.tell({ type: 'decided', call, allowed: cancel !== true }));
});
