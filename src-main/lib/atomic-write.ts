// Writes a file whole or not at all, and leaves its place in the file system as it was: symbolic and hard links, owner
// and access rights.

import { randomBytes } from 'node:crypto';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import path from 'node:path';

/**
 * Writes a new file beside its target and renames it over the target. Writes into the file itself where a new one would
 * lose a hard link or the owner, or where its folder cannot be written to; if that fails the former bytes are put back.
 * Rejects with the system's error.
 */
export async function writeAtomically(file: string, data: Uint8Array | string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const present = await stat(target).catch(() => undefined);
  if (present !== undefined && present.nlink > 1) await writeInPlace(target, data);
  else if (!(await replace(target, data, present))) await writeInPlace(target, data);
}

/** False when the target has to be written in place; then nothing has changed. */
async function replace(target: string, data: Uint8Array | string, present: Stats | undefined): Promise<boolean> {
  // Short, whatever the length of the target's name: a folder entry has at most 255 bytes.
  const temporary = path.join(path.dirname(target), `.viewfinder-${randomBytes(8).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx', present?.mode);
    try {
      if (present !== undefined) {
        const made = await handle.stat();
        if (made.uid !== present.uid || made.gid !== present.gid) await handle.chown(present.uid, present.gid);
        // The mode that `open` takes is reduced by the umask, and chown clears some of its bits.
        await handle.chmod(present.mode & 0o7777);
      }
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
    return true;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (present !== undefined && isRefusal(error)) return false;
    throw error;
  }
}

async function writeInPlace(target: string, data: Uint8Array | string): Promise<void> {
  const former = await readFile(target);
  const handle = await open(target, 'r+');
  try {
    try {
      await overwrite(handle, data);
    } catch (error) {
      await overwrite(handle, former).catch(() => undefined);
      throw error;
    }
  } finally {
    await handle.close();
  }
}

/** Truncates last, so that the blocks of the former bytes stay allocated until the new ones are written. */
async function overwrite(handle: Awaited<ReturnType<typeof open>>, data: Uint8Array | string): Promise<void> {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  let at = 0;
  while (at < bytes.length) at += (await handle.write(bytes, at, bytes.length - at, at)).bytesWritten;
  await handle.truncate(bytes.length);
  await handle.sync();
}

function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
}
