// Files of the person: read whole, written atomically, never over a version that the page has not read.

import { createHash } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileContent, FileEntry } from '../../../src-shared/contract/files.ts';
import { maxSourceBytes } from '../../../src-shared/contract/script.ts';
import { writeAtomically } from '../../lib/atomic-write.ts';
import { fileError, HostError } from '../host-error.ts';
import { notAFile, withRegularFile } from './regular-file.ts';

/** A longer list does not help a person who looks for a script. */
const maxEntries = 10_000;

export interface WriteRequest {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly version?: string | undefined;
  readonly overwrite?: boolean | undefined;
  readonly replaceReadOnly?: boolean | undefined;
}

export class UserFiles {
  /** Writes run one after the other, so that a version cannot change between its check and the write. */
  #writes: Promise<unknown> = Promise.resolve();

  async list(folder: string): Promise<{ path: string; entries: FileEntry[] }> {
    const absolute = checkedPath(folder);
    return inFileTerms(absolute, async () => {
      const names = (await readdir(absolute)).filter((name) => !name.startsWith('.')).slice(0, maxEntries);
      const entries = await Promise.all(names.map((name) => entryOf(absolute, name)));
      return { path: absolute, entries: entries.filter((entry) => entry !== undefined).sort(foldersFirst) };
    });
  }

  async read(file: string): Promise<FileContent> {
    const absolute = checkedPath(file);
    return inFileTerms(absolute, () =>
      withRegularFile(absolute, async (handle) => {
        const { size } = await handle.stat();
        if (size > maxSourceBytes) {
          const facts = { path: absolute, sizeBytes: size, limitBytes: maxSourceBytes };
          throw new HostError('file-too-large', `${absolute} has ${size} bytes.`, { data: facts });
        }
        const bytes = new Uint8Array(await handle.readFile());
        return { path: absolute, bytes, version: versionOf(bytes) };
      }),
    );
  }

  write(request: WriteRequest): Promise<{ path: string; version: string }> {
    const written = this.#writes.then(() => writeChecked(request));
    this.#writes = written.catch(() => undefined);
    return written;
  }

  async createFolder(folder: string): Promise<void> {
    const absolute = checkedPath(folder);
    await inFileTerms(absolute, () => mkdir(absolute));
  }
}

async function writeChecked(request: WriteRequest): Promise<{ path: string; version: string }> {
  const { bytes, version, overwrite, replaceReadOnly } = request;
  const absolute = checkedPath(request.path);
  return inFileTerms(absolute, async () => {
    const present = await presentVersion(absolute);
    if (present !== undefined && overwrite !== true) {
      const facts = { path: absolute };
      if (version === undefined) throw new HostError('file-exists', `${absolute} exists.`, { data: facts });
      if (present !== version) throw new HostError('file-changed', `${absolute} has changed.`, { data: facts });
    }
    if (present !== undefined && replaceReadOnly !== true && !(await isWritable(absolute))) {
      throw new HostError('file-read-only', `${absolute} is read-only.`, { data: { path: absolute } });
    }
    await writeAtomically(absolute, bytes);
    return { path: absolute, version: versionOf(bytes) };
  });
}

async function presentVersion(file: string): Promise<string | undefined> {
  const stats = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw notAFile(file);
  return versionOf(await readFile(file));
}

/** False also where only the superuser could write: a person who runs the program as root is asked like everyone. */
async function isWritable(file: string): Promise<boolean> {
  if (((await stat(file)).mode & 0o222) === 0) return false;
  return access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function entryOf(folder: string, name: string): Promise<FileEntry | undefined> {
  const full = path.join(folder, name);
  // A link to nowhere, or a file that has just been deleted.
  const stats = await stat(full).catch(() => undefined);
  if (stats === undefined || !(stats.isFile() || stats.isDirectory())) return undefined;
  const kind = stats.isDirectory() ? 'folder' : 'file';
  return { name, path: full, kind, sizeBytes: stats.size, modifiedAtMs: stats.mtimeMs };
}

function foldersFirst(a: FileEntry, b: FileEntry): number {
  if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
  return a.name.localeCompare(b.name, undefined, { numeric: true });
}

function checkedPath(given: string): string {
  if (given.includes('\0') || !path.isAbsolute(given)) {
    throw new HostError('bad-path', `"${given}" is not an absolute path.`, { data: { path: given } });
  }
  return path.normalize(given);
}

async function inFileTerms<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, file);
  }
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
