// The folder that a script on the simulated camera sees as /flash: its modules and its files.

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileError, HostError } from '../host/host-error.ts';
import { unwrapAddress } from '../transports/wrap/address-wrappers.ts';
import { CliError } from './cli-error.ts';

export interface FlashOptions {
  readonly camera: string;
  readonly flash?: string;
  /** Use the folder of the script. */
  readonly scriptFolder?: boolean;
}

/** Undefined for a temporary one. Rejects with a CliError for a camera that has its own, and with a HostError. */
export async function flashFolderOf(options: FlashOptions, script: string | undefined): Promise<string | undefined> {
  const { flash, scriptFolder, camera } = options;
  const folder = flash ?? (scriptFolder === true && script !== undefined ? path.dirname(script) : undefined);
  if (folder === undefined) return undefined;
  if (!/^sim\b/i.test(unwrapAddress(camera).address)) {
    const name = flash === undefined ? '--script-folder' : '--flash';
    throw new CliError('usage', `${name} works only with a simulated camera (--camera sim).`);
  }
  return existingFolder(folder);
}

/** The absolute path of a folder. Rejects with `folder-not-found`, `not-a-folder` or another HostError. */
export async function existingFolder(folder: string): Promise<string> {
  const absolute = path.resolve(folder);
  try {
    if ((await stat(absolute)).isDirectory()) return absolute;
  } catch (cause) {
    const error = fileError(cause, absolute);
    if (error.code !== 'file-not-found') throw error;
    throw new HostError('folder-not-found', `There is no ${absolute}.`, { cause, data: { path: absolute } });
  }
  throw new HostError('not-a-folder', `${absolute} is not a folder.`, { data: { path: absolute } });
}
