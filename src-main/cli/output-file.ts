import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileError, HostError } from '../host/host-error.ts';

/** Writes the result of a command to a file. Rejects with a HostError. */
export async function writeOutput(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw outputError(error, file);
  }
}

/** Why a file was not written. For a new file, a missing path means a missing folder. */
export function outputError(cause: unknown, file: string): HostError {
  const error = fileError(cause, file);
  if (error.code !== 'file-not-found') return error;
  const folder = path.dirname(path.resolve(file));
  return new HostError('folder-not-found', `There is no ${folder}.`, { cause, data: { path: folder } });
}
