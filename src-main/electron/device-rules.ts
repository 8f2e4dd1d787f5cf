// Linux lets only root use a serial port until a udev rule says otherwise. Our deb and rpm bring the rule; the AppImage and
// the archive cannot, so the program offers to put it in place (pkexec asks for the password).

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const rulesName = '60-viewfinder.rules';
/** Where packages and where people put rules. */
const rulesFolders = ['/etc/udev/rules.d', '/usr/lib/udev/rules.d', '/lib/udev/rules.d'];

/** True on a Linux without our rule. */
export function needsDeviceRules(platform: NodeJS.Platform, folders: readonly string[] = rulesFolders): boolean {
  return platform === 'linux' && !folders.some((folder) => existsSync(path.join(folder, rulesName)));
}

/** Runs a program; resolves with its exit code. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<number>;

/** True when the rule is in place; false when the person said no, or there is no way to ask. */
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
