import path from 'node:path';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import { createNewCaptureFile } from './capture-file.ts';
import { CapturedTransport, CaptureLog, type CaptureSink } from './capture.ts';
import { fromSystemError } from '../api/system-error.ts';

export interface CaptureToFilesOptions {
  /** Of the first connection; the next ones get a number in front of the ending. Nothing is replaced. */
  readonly file: string;
  /** The address as it was typed. */
  readonly port: string;
  readonly clock: Clock;
}

/** `inner`, each connection of which is written down in a file. Does not open where that cannot be made. */
export function captureToFiles(inner: ByteTransport, { file, port, clock }: CaptureToFilesOptions): ByteTransport {
  return new CapturedTransport(inner, {
    async begin() {
      const metadata = { startedAt: new Date().toISOString(), port, transport: inner.kind };
      const log = new CaptureLog({ sink: await createFile(path.resolve(file)), clock, metadata });
      // The session goes on without the log, and there may be no person to ask.
      log.onError((error) => console.error(`The capture log ${file} ended early:`, error));
      return log;
    },
    async end(log) {
      await log.finish();
    },
  });
}

async function createFile(file: string): Promise<CaptureSink> {
  try {
    return await createNewCaptureFile(file);
  } catch (error) {
    throw fromSystemError(file, error, 'port-open-failed');
  }
}
