// Who has a serial port open? Linux tells, for processes of the same user.

import { readdir, readFile, readlink, realpath } from 'node:fs/promises';

export interface PortHolder {
  /** As in the system's list of processes. */
  readonly name: string;
  readonly processId: number;
}

/** Another process that has `path` open; undefined if that cannot be known. */
export async function findPortHolder(path: string): Promise<PortHolder | undefined> {
  if (process.platform !== 'linux') return undefined;
  const target = await realpath(path).catch(() => path);
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const processId of processes) {
    if (Number(processId) === process.pid) continue;
    const files = await readdir(`/proc/${processId}/fd`).catch(() => []);
    for (const file of files) {
      const link = await readlink(`/proc/${processId}/fd/${file}`).catch(() => undefined);
      if (link !== target) continue;
      const name = await readFile(`/proc/${processId}/comm`, 'utf8').catch(() => 'a program');
      return { name: name.trim(), processId: Number(processId) };
    }
  }
  return undefined;
}
