import { open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureSink } from './capture.ts';

/**
 * A capture log as a file. One that is there already is replaced by the first bytes of the log, and not before; without
 * any bytes no file is left behind. Rejects with the system's error when it cannot be written.
 */
export async function createCaptureFile(file: string): Promise<CaptureSink> {
  const made = await openNew(file);
  return sinkOf(made ?? (await open(file, 'a')), made === undefined ? undefined : file);
}

/** The same, but nothing is replaced: "log.vfcap", else "log-2.vfcap" and so on. */
export async function createNewCaptureFile(file: string): Promise<CaptureSink> {
  const { dir, name, ext } = path.parse(file);
  for (let number = 1; ; number++) {
    const free = number === 1 ? file : path.join(dir, `${name}-${number}${ext}`);
    const made = await openNew(free);
    if (made !== undefined) return sinkOf(made, free);
  }
}

async function openNew(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'ax');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

/** `madeHere`: the name of a file that is ours to take away again. */
function sinkOf(file: FileHandle, madeHere: string | undefined): CaptureSink {
  let begun = false;
  return {
    async write(blocks) {
      if (!begun && (await file.stat()).isFile()) await file.truncate(0);
      begun = true;
      const size = blocks.reduce((sum, block) => sum + block.length, 0);
      const bytes = Buffer.concat(blocks, size);
      for (let at = 0; at < size;) at += (await file.write(bytes, at)).bytesWritten;
    },
    async close() {
      await file.close();
      if (!begun && madeHere !== undefined) await rm(madeHere);
    },
  };
}
