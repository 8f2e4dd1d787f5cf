// How much of the host's disk the flash folder may use. Sizes are counted as a FAT disk counts them: every file and
// folder takes whole clusters, at least one.

import fs from 'node:fs';
import path from 'node:path';

export const clusterBytes = 4096;

export class FlashQuota {
  readonly #folder: string;
  readonly #limitBytes: number;
  /** Counted at the first need; undefined before. */
  #usedBytes: number | undefined;

  constructor(folder: string, limitBytes: number) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
  }

  get limitBytes(): number {
    return this.#limitBytes;
  }

  get freeBytes(): number {
    return Math.max(0, this.#limitBytes - this.#count());
  }

  /** False if a file cannot grow from one size to the other. */
  reserve(fromBytes: number, toBytes: number): boolean {
    const growth = clustersOf(toBytes) - clustersOf(fromBytes);
    if (growth <= 0) return true;
    // Programs of the host may have removed files since the last count.
    if (this.#count() + growth > this.#limitBytes) this.#usedBytes = undefined;
    if (this.#count() + growth > this.#limitBytes) return false;
    this.#usedBytes = this.#count() + growth;
    return true;
  }

  /** A file of this size was removed, or this much was cut from it. */
  release(fromBytes: number, toBytes: number): void {
    if (this.#usedBytes === undefined) return;
    this.#usedBytes = Math.max(0, this.#usedBytes - Math.max(0, clustersOf(fromBytes) - clustersOf(toBytes)));
  }

  #count(): number {
    this.#usedBytes ??= usedBytes(this.#folder, this.#limitBytes);
    return this.#usedBytes;
  }
}

/** The size on the disk of a file with this many bytes; −1 stands for no file. */
function clustersOf(sizeBytes: number): number {
  return sizeBytes < 0 ? 0 : Math.max(1, Math.ceil(sizeBytes / clusterBytes)) * clusterBytes;
}

/** The sum of a folder's content. Stops at the limit: a folder beyond it is full, however large it is. */
function usedBytes(folder: string, limitBytes: number): number {
  let used = 0;
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined && used < limitBytes; next = waiting.pop()) {
    for (const entry of fs.readdirSync(next, { withFileTypes: true })) {
      const full = path.join(next, entry.name);
      if (entry.isDirectory()) waiting.push(full);
      // A file may vanish while its folder is read.
      const sizeBytes = entry.isFile() ? (fs.lstatSync(full, { throwIfNoEntry: false })?.size ?? 0) : 0;
      used += clustersOf(sizeBytes);
    }
  }
  return used;
}
