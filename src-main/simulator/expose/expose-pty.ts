// A simulated camera behind a pseudo terminal: any program that opens a serial port can use it, the official Python
// package among them. A pseudo terminal has no line rate and no DTR: the camera is always in protocol mode.

import { closeSync, constants, lstatSync, openSync, symlinkSync, unlinkSync } from 'node:fs';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { DeviceStream } from '../core/device-stream.ts';
import type { ExposedCamera, ExposeOptions } from './exposed-camera.ts';
import { startPtyRelay, stopPtyRelay, type PtyRelay } from './pty-relay.ts';
import { startSimulatedCamera } from '../start-simulated-camera.ts';
import { SimulatorError } from '../core/simulator-error.ts';

/**
 * `link` is a path to reach the terminal at, beside its own; an old link there is replaced. Rejects with
 * `pty-unavailable`, or with `address-unavailable` where the link cannot be made.
 */
export async function exposeOnPty(options: ExposeOptions & { readonly link?: string }): Promise<ExposedCamera> {
  const { link } = options;
  const relay = await startPtyRelay();
  // Held open, so that the terminal outlives each program that closes it.
  const keeper = openSync(relay.path, constants.O_RDWR | constants.O_NOCTTY);
  const stream = createRelayStream(relay);
  const end = async (): Promise<void> => {
    closeSync(keeper);
    if (link !== undefined) removeLink(link);
    await stopPtyRelay(relay);
  };
  try {
    if (link !== undefined) makeLink(relay.path, link);
    const camera = await startSimulatedCamera(stream, options.simulator, options.createEngine);
    return {
      address: link ?? relay.path,
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

function makeLink(target: string, link: string): void {
  removeLink(link);
  try {
    symlinkSync(target, link);
  } catch (cause) {
    throw new SimulatorError('address-unavailable', `No link can be made at ${link}.`, {
      cause,
      data: { address: link },
    });
  }
}

/** Removes links only, never a file. */
function removeLink(link: string): void {
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(link);
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
