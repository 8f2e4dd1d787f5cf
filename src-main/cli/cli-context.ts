// What every command is handed: where to print, what to connect to, and when to give up. Tests hand in their own.

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import type { Camera } from '../camera/camera.ts';
import type { CliOutput } from './cli-output.ts';

export interface CliContext {
  readonly output: CliOutput;
  readonly clock: Clock;
  /** Of the program. */
  readonly version: string;
  /** Aborts on Ctrl-C, on a termination signal and when nobody reads the output any more. */
  readonly signal: AbortSignal;
  /**
   * A camera at an address such as "sim" or "/dev/ttyACM0", not connected yet; `transport` moves its bytes if it is given.
   * Rejects with a TransportError or a CameraError.
   */
  openCamera(address: string, transport?: ByteTransport): Promise<Camera>;
}

/** How a command ended: 0 it did what it should, 1 the script raised, 2 it could not be done. */
export type ExitCode = 0 | 1 | 2;
