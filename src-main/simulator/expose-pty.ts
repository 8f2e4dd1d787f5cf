// A simulated camera behind a pseudo terminal: any program that opens a serial port can use it, the official Python
// package among them. A pseudo terminal has no line rate and no DTR: the camera is always in protocol mode.

import { closeSync, constants, openSync } from 'node:fs';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import type { DeviceStream } from './device-stream.ts';
import type { ExposedCamera, ExposeOptions } from './exposed-camera.ts';
import { startPtyRelay, stopPtyRelay, type PtyRelay } from './pty-relay.ts';
import { startSimulatedCamera } from './simulated-camera.ts';

/** `link` is a path to reach the terminal at, beside its own. Rejects with `pty-unavailable`. */
export async function exposeOnPty(options: ExposeOptions & { readonly link?: string }): Promise<ExposedCamera> {
  const relay = await startPtyRelay(options.link);
  // Held open, so that the terminal outlives each program that closes it.
  const keeper = openSync(relay.path, constants.O_RDWR | constants.O_NOCTTY);
  const stream = createRelayStream(relay);
  const end = async (): Promise<void> => {
    closeSync(keeper);
    await stopPtyRelay(relay);
  };
  try {
    const camera = await startSimulatedCamera(stream, options.simulator, options.createEngine);
    return {
      address: relay.path,
      async close() {
        camera.dispose();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function createRelayStream({ process: child }: PtyRelay): DeviceStream {
  const data = new Emitter<Uint8Array>();
  const { stdin } = child;
  child.stdout.on('data', (bytes: Uint8Array) => data.emit(bytes));
  stdin.on('error', () => undefined);
  return {
    kind: 'stream',
    write(bytes) {
      if (stdin.destroyed || stdin.write(bytes)) return undefined;
      return new Promise((resolve) => {
        const proceed = (): void => {
          stdin.off('drain', proceed);
          stdin.off('close', proceed);
          resolve();
        };
        stdin.on('drain', proceed);
        stdin.on('close', proceed);
      });
    },
    onData: data.event,
    close: () => stdin.destroy(),
  };
}
