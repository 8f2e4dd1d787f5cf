import { constants, open, stat, type FileHandle } from 'node:fs/promises';
import { HostError } from '../host-error.ts';

/**
 * Opens a regular file for reading and closes it after the work. Throws `not-a-file` for everything else, without
 * opening it: a pipe would block until something writes to it, and opening a device can change its state.
 */
export async function withRegularFile<T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  if (!(await stat(file)).isFile()) throw notAFile(file);
  // Another program may put a pipe in the file's place between the two calls.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await handle.stat()).isFile()) throw notAFile(file);
    return await work(handle);
  } finally {
    await handle.close();
  }
}

export function notAFile(file: string): HostError {
  return new HostError('not-a-file', `${file} is not a file.`, { data: { path: file } });
}
