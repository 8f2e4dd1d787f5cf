// The files that a start of the program names: `viewfinder a.py b.py`, a double click, a second start while it is running.

import path from 'node:path';

export interface LaunchArguments {
  /** The arguments of the process, with the program first. */
  readonly argv: readonly string[];
  /** Relative names are relative to this folder. */
  readonly workingFolder: string;
  /** False in a checkout, where the second argument is the folder of the program. */
  readonly isPackaged: boolean;
}

/** Absolute paths, in order, each once. Options, including Chromium's, start with "-" and are left out. */
export function filesToOpen({ argv, workingFolder, isPackaged }: LaunchArguments): readonly string[] {
  const named = argv.slice(1).filter((each) => each !== '' && !each.startsWith('-'));
  const files = isPackaged ? named : named.slice(1);
  return [...new Set(files.map((file) => path.resolve(workingFolder, file)))];
}
