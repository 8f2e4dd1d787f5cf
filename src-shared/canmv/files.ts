// File commands: status, lists, pieces of files and uploads (docs/canmv.md §6).

import { encodeWords } from '../usbdbg/replies.ts';
import { CanmvError, requireRange, requireReply } from './canmv-error.ts';
import { maxFileChunk } from './constants.ts';
import { encodePath } from './paths.ts';

/** Reply of QUERY_FILE_STAT2. */
export interface FileStatus {
  /** `FileResult`, or 0. */
  readonly result: number;
  readonly type: 'file' | 'directory';
  readonly sizeBytes: number;
  /** Seconds since 1970. */
  readonly modifiedAtS: number;
}

export const fileStatusSize = 16;

export function encodeFileStatus({ result, type, sizeBytes, modifiedAtS }: FileStatus): Uint8Array<ArrayBuffer> {
  return encodeWords([result, type === 'directory' ? 1 : 0, sizeBytes, modifiedAtS]);
}

/** Throws `reply-too-short`. */
export function decodeFileStatus(bytes: Uint8Array): FileStatus {
  const view = requireReply('QUERY_FILE_STAT2', bytes, fileStatusSize);
  return {
    result: view.getUint32(0, true),
    type: view.getUint32(4, true) === 0 ? 'file' : 'directory',
    sizeBytes: view.getUint32(8, true),
    modifiedAtS: view.getUint32(12, true),
  };
}

/** The three words before the data of LIST_DIR (count: entries) and READ_FILE (count: bytes of the whole file). */
export interface DataHeader {
  /** `FileResult`, or 0. */
  readonly result: number;
  /** Bytes behind this header. */
  readonly dataBytes: number;
  readonly count: number;
}

export const dataHeaderSize = 12;

export function encodeDataHeader({ result, dataBytes, count }: DataHeader): Uint8Array<ArrayBuffer> {
  return encodeWords([result, dataBytes, count]);
}

/** Throws `reply-too-short`. */
export function decodeDataHeader(bytes: Uint8Array): DataHeader {
  const view = requireReply('a file reply', bytes, dataHeaderSize);
  return { result: view.getUint32(0, true), dataBytes: view.getUint32(4, true), count: view.getUint32(8, true) };
}

export interface DirectoryEntry {
  readonly type: 'file' | 'directory';
  readonly name: string;
  readonly sizeBytes: number;
  /** Seconds since 1970. */
  readonly modifiedAtS: number;
}

const entryHeaderSize = 10;
const maxNameBytes = 255;

export function encodeDirectoryEntry(entry: DirectoryEntry): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(entry.name);
  requireRange('name length', name.length, 1, maxNameBytes);
  const bytes = new Uint8Array(entryHeaderSize + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, entry.type === 'directory' ? 1 : 0);
  view.setUint8(1, name.length);
  view.setUint32(2, entry.sizeBytes, true);
  view.setUint32(6, entry.modifiedAtS, true);
  bytes.set(name, entryHeaderSize);
  return bytes;
}

/** The entries of a LIST_DIR reply. Throws `bad-directory-list` if they do not fill the bytes exactly. */
export function decodeDirectory(bytes: Uint8Array): DirectoryEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  const entries: DirectoryEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const nameAt = at + entryHeaderSize;
    const end = nameAt > bytes.length ? Infinity : nameAt + view.getUint8(at + 1);
    if (end > bytes.length) {
      throw new CanmvError('bad-directory-list', `An entry at ${at} does not end within ${bytes.length} bytes.`, {
        data: { have: bytes.length },
      });
    }
    entries.push({
      type: view.getUint8(at) === 0 ? 'file' : 'directory',
      name: decoder.decode(bytes.subarray(nameAt, end)),
      sizeBytes: view.getUint32(at + 2, true),
      modifiedAtS: view.getUint32(at + 6, true),
    });
    at = end;
  }
  return entries;
}

/** Payload of READ_FILE. Throws `bad-path`, and `value-out-of-range` for more than `maxFileChunk` bytes. */
export function encodeReadFile(path: string, offset: number, sizeBytes: number): Uint8Array<ArrayBuffer> {
  requireRange('size', sizeBytes, 0, maxFileChunk);
  requireRange('offset', offset, 0, 0xffff_ffff);
  const words = encodeWords([offset, sizeBytes]);
  const pathBytes = encodePath(path);
  const bytes = new Uint8Array(words.length + pathBytes.length);
  bytes.set(words);
  bytes.set(pathBytes, words.length);
  return bytes;
}

/** What CREATEFILE and CREATEFILE2 announce. */
export interface UploadInfo {
  /** Bytes of every piece but the last. */
  readonly chunkBytes: number;
  /** Under `/sdcard/` for generation A; at most 64 bytes there, 67 in generation B. */
  readonly name: string;
  /** SHA-256 of the whole file, 32 bytes. */
  readonly sha256: Uint8Array;
}

export const uploadInfoSize = 104;
const nameAt = 4;
const hashAt = 72;
const hashSize = 32;
/** One byte of the name's field is its NUL. */
export const maxUploadNameBytes = hashAt - nameAt - 1;

/** Throws `bad-path` for a name that does not fit, and `value-out-of-range` for sizes. */
export function encodeUploadInfo({ chunkBytes, name, sha256 }: UploadInfo): Uint8Array<ArrayBuffer> {
  requireRange('chunk size', chunkBytes, 1, maxFileChunk);
  requireRange('hash length', sha256.length, hashSize, hashSize);
  const path = encodePath(name);
  if (path.length - 1 > maxUploadNameBytes) {
    throw new CanmvError('bad-path', `A name of ${path.length - 1} bytes is longer than ${maxUploadNameBytes}.`, {
      data: { path: name },
    });
  }
  const bytes = new Uint8Array(uploadInfoSize);
  new DataView(bytes.buffer).setInt32(0, chunkBytes, true);
  bytes.set(path, nameAt);
  bytes.set(sha256, hashAt);
  return bytes;
}

/** Throws `reply-too-short`. */
export function decodeUploadInfo(bytes: Uint8Array): UploadInfo {
  const view = requireReply('CREATEFILE', bytes, uploadInfoSize);
  const name = bytes.subarray(nameAt, hashAt);
  const end = name.indexOf(0);
  return {
    chunkBytes: view.getInt32(0, true),
    name: new TextDecoder().decode(end === -1 ? name : name.subarray(0, end)),
    sha256: bytes.slice(hashAt, hashAt + hashSize),
  };
}
