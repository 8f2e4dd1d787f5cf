// A serial port for tests: socat makes a pseudo-terminal whose other end is this process.

import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Deferred } from '../../../src-shared/lib/deferred.ts';

export interface PseudoTerminal {
  /** What a serial transport opens. */
  readonly path: string;
  send(bytes: Uint8Array): void;
  onData(listener: (chunk: Uint8Array) => void): void;
  /** Ends socat: the port disappears as if it had been unplugged. Resolves when it is gone. */
  unplug(): Promise<void>;
  /** Unplugs and removes the folder. */
  dispose(): Promise<void>;
}

/** Rejects with a sentence when socat is not installed. */
export async function openPseudoTerminal(): Promise<PseudoTerminal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-pty-'));
  const link = path.join(folder, 'port');
  const ready = new Deferred<void>();
  const watcher = watch(folder, () => {
    if (existsSync(link)) ready.resolve();
  });
  const socat = spawn('socat', [`PTY,link=${link},rawer`, 'STDIO'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Deferred<void>();
  socat.once('exit', () => gone.resolve());
  socat.once('error', (cause) => {
    ready.reject(new Error('This test needs socat. Install it (Debian: apt-get install socat).', { cause }));
  });
  socat.stdin.on('error', () => undefined);
  try {
    await ready.promise;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    watcher.close();
  }
  const unplug = async (): Promise<void> => {
    socat.kill('SIGKILL');
    await gone.promise;
  };
  return {
    path: link,
    send: (bytes) => void socat.stdin.write(bytes),
    onData: (listener) => void socat.stdout.on('data', listener),
    unplug,
    dispose: async () => {
      await unplug();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
