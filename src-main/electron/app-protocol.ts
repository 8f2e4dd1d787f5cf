// Answers requests for app://viewfinder/…, the page's own files. Plain code over Request and Response; main.ts registers
// it with Electron.

import { desktopOrigin } from '../../src-shared/contract/desktop-ports.ts';
import { contentSecurityPolicy } from '../host/content-security-policy.ts';
import { readStaticFile } from '../host/static-files.ts';
import { isOwnAddress } from './port-broker.ts';

export const appScheme = new URL(desktopOrigin).protocol.slice(0, -1);
export const startAddress = `${desktopOrigin}/`;

const headers = {
  'Content-Security-Policy': contentSecurityPolicy(),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** A handler that serves the files below `rendererFolder` and nothing else. */
export function createAppHandler(
  rendererFolder: string,
): (request: { readonly method: string; readonly url: string }) => Promise<Response> {
  return async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return new Response(undefined, { status: 405, headers });
    const file = isOwnAddress(url) ? await readStaticFile(rendererFolder, new URL(url).pathname) : undefined;
    if (file === undefined) return new Response('Not found', { status: 404, headers });
    return new Response(method === 'HEAD' ? undefined : file.body, {
      headers: { ...headers, 'Content-Type': file.contentType },
    });
  };
}
