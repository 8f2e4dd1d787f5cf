// Paths on the board (docs/canmv.md §6.1). The closing NUL is mandatory: the board reads until it sees one.

import { CanmvError } from './canmv-error.ts';

/** Bytes of the longest path, without the NUL. */
export const maxPathBytes = 512;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Path bytes with the closing NUL. Throws `bad-path` for what the board would refuse or misread. */
export function encodePath(path: string): Uint8Array<ArrayBuffer> {
  const encoded = encoder.encode(path);
  if (encoded.length === 0 || encoded.length > maxPathBytes || path.includes('..') || path.includes('\0')) {
    throw new CanmvError('bad-path', `The board takes no such path: ${JSON.stringify(path.slice(0, 80))}.`, {
      data: { path: path.slice(0, maxPathBytes) },
    });
  }
  const bytes = new Uint8Array(encoded.length + 1);
  bytes.set(encoded);
  return bytes;
}

/** Payload of RENAME_FILE: two paths, each with its NUL. */
export function encodeTwoPaths(from: string, to: string): Uint8Array<ArrayBuffer> {
  const [first, second] = [encodePath(from), encodePath(to)];
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** The path that begins at `at`, and where the bytes behind its NUL begin; undefined without a NUL. */
export function decodePath(bytes: Uint8Array, at = 0): { readonly path: string; readonly end: number } | undefined {
  const end = bytes.indexOf(0, at);
  return end === -1 ? undefined : { path: decoder.decode(bytes.subarray(at, end)), end: end + 1 };
}
