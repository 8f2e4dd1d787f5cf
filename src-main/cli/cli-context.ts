// What every command gets: where to print, how to connect, and when to stop. Tests pass their own.

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import type { Camera } from '../camera/camera.ts';
import type { CliOutput } from './cli-output.ts';

export interface CameraOptions {
  /** Moves the bytes instead of the transport of the address. */
  readonly transport?: ByteTransport | undefined;
  /** Folder that scripts on a simulated camera see as /flash. */
  readonly flashFolder?: string | undefined;
}

export interface CliContext {
  readonly output: CliOutput;
  readonly clock: Clock;
  /** Of the program. */
  readonly version: string;
  /** Aborts on Ctrl-C, on a termination signal, and when nothing reads the output any more. */
  readonly signal: AbortSignal;
  /** A camera at an address such as "sim" or "/dev/ttyACM0", not connected yet. Rejects with a TransportError or a CameraError. */
  openCamera(address: string, options?: CameraOptions): Promise<Camera>;
}

/** How a command ended: 0 success, 1 the script raised an exception, 2 failure. */
export type ExitCode = 0 | 1 | 2;
