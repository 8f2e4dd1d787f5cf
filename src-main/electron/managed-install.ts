// Schools and labs install the program for many users and manage its version themselves. They declare that with a file
// `managed.json` beside the program's resources or in the system's settings folder, or with VIEWFINDER_MANAGED=1.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface ManagedPlaces {
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Electron's process.resourcesPath. */
  readonly resourcesFolder: string;
}

/** True if an administrator manages versions, unless the file contains `"updates": true`. */
export async function isManagedInstall(places: ManagedPlaces): Promise<boolean> {
  const value = places.environment['VIEWFINDER_MANAGED'];
  if (value !== undefined && value !== '') return value !== '0';
  for (const file of managedFiles(places)) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return !allowsUpdates(text);
  }
  return false;
}

export function managedFiles({ environment, platform, resourcesFolder }: ManagedPlaces): readonly string[] {
  const systemFolders: Partial<Record<NodeJS.Platform, string>> = {
    linux: '/etc/viewfinder',
    darwin: '/Library/Application Support/Viewfinder',
    win32: path.join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Viewfinder'),
  };
  return [systemFolders[platform], resourcesFolder]
    .filter((folder) => folder !== undefined)
    .map((folder) => path.join(folder, 'managed.json'));
}

/** A file that cannot be parsed still means that the installation is managed. */
function allowsUpdates(text: string): boolean {
  try {
    return (JSON.parse(text) as { updates?: unknown } | null)?.updates === true;
  } catch {
    return false;
  }
}
