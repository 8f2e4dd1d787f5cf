import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileError, HostError } from '../host/host-error.ts';

/** Writes what a command was asked to leave in a file. Rejects with a HostError. */
export async function writeOutput(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw outputError(error, file);
  }
}

/** Why a file was not written: where it was to be made, only its folder can be missing. */
export function outputError(cause: unknown, file: string): HostError {
  const error = fileError(cause, file);
  if (error.code !== 'file-not-found') return error;
  const folder = path.dirname(path.resolve(file));
  return new HostError('folder-not-found', `There is no ${folder}.`, { cause, data: { path: folder } });
}
