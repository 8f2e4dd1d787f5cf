// Finds the page's files below one folder, for the shells that serve them. A request cannot name anything outside it.

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export interface StaticFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** The file's name carries a hash of its content: it never changes. */
  readonly immutable: boolean;
}

/** Reads the file of a URL path ("/" is index.html). Undefined when there is none, or it lies outside `folder`. */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | undefined> {
  const relative = decodePath(urlPath);
  if (relative === undefined) return undefined;
  const root = path.resolve(folder);
  const file = path.resolve(root, relative === '' ? 'index.html' : relative);
  if (!file.startsWith(root + path.sep)) return undefined;
  const contentType = contentTypes[path.extname(file).toLowerCase()];
  if (contentType === undefined) return undefined;
  try {
    if (!(await stat(file)).isFile()) return undefined;
    const body = await readFile(file);
    return { body, contentType, immutable: /^assets\/.+-[\w-]{8}\.\w+$/.test(relative) };
  } catch {
    return undefined;
  }
}

/** The path below the root, decoded; undefined for anything but plain names between slashes. */
function decodePath(urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  const names = decoded.replace(/^\//, '').split('/');
  if (decoded.includes('\0') || decoded.includes('\\') || names.some((name) => name.startsWith('.'))) return undefined;
  return names.join('/');
}
