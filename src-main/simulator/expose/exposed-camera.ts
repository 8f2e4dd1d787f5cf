import type { CreateEngine } from '../start-simulated-camera.ts';
import type { SimulatorOptions } from '../simulator-options.ts';

/** A simulated camera that other programs can reach until it is closed. */
export interface ExposedCamera {
  /** As other programs need it: "127.0.0.1:5555", or the path of a serial port. */
  readonly address: string;
  /** Ends the camera and frees the address. */
  close(): Promise<void>;
}

export interface ExposeOptions {
  readonly simulator: SimulatorOptions;
  /** Another interpreter, for tests. */
  readonly createEngine?: CreateEngine;
}
