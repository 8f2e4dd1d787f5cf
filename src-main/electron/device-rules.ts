// On Linux only root may use a serial port unless a udev rule allows it. The deb and rpm packages contain the rule; the
// AppImage and the archive cannot, so the program offers to install it (pkexec asks for the password).

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const rulesName = '60-viewfinder.rules';
/** Folders for the rules of packages and of administrators. */
const rulesFolders = ['/etc/udev/rules.d', '/usr/lib/udev/rules.d', '/lib/udev/rules.d'];

/** True on Linux without the rule. */
export function needsDeviceRules(platform: NodeJS.Platform, folders: readonly string[] = rulesFolders): boolean {
  return platform === 'linux' && !folders.some((folder) => existsSync(path.join(folder, rulesName)));
}

/** Runs a program; resolves with its exit code. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<number>;

/** True if the rule was installed; false if the user declined, or cannot be asked. */
export async function installDeviceRules(rulesFile: string, run: RunProgram): Promise<boolean> {
  // Root cannot read the folder of a mounted AppImage.
  const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-rules-'));
  const copy = path.join(folder, rulesName);
  try {
    await copyFile(rulesFile, copy);
    const script = 'install -m 644 "$1" "$2" && udevadm control --reload-rules && udevadm trigger';
    const target = path.posix.join('/etc/udev/rules.d', rulesName);
    return (await run('pkexec', ['sh', '-c', script, 'sh', copy, target])) === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
