import { open, type FileHandle } from 'node:fs/promises';
import type { CaptureSink } from './capture.ts';

/** A capture log as a file, which it replaces. Rejects with the system's error when it cannot be made. */
export async function createCaptureFile(path: string): Promise<CaptureSink> {
  const file: FileHandle = await open(path, 'w');
  return {
    async write(blocks) {
      const size = blocks.reduce((sum, block) => sum + block.length, 0);
      const bytes = Buffer.concat(blocks, size);
      for (let at = 0; at < size;) at += (await file.write(bytes, at)).bytesWritten;
    },
    close: () => file.close(),
  };
}
