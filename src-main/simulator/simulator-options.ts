// What a simulated camera is started with, and what its worker thread and the thread that spawned it say to each other.

import type { MessagePort } from 'node:worker_threads';
import type { CameraSettingChanges } from './boards/openmv/device/camera-settings.ts';
import type { SimulatedBoardName } from './core/script-engine.ts';

export interface SimulatorOptions {
  /** A real folder that scripts see as /flash. It must exist. */
  readonly flashFolder: string;
  /** The default is N6. */
  readonly board?: SimulatedBoardName;
  /** Seeds the scene and the script's random numbers; the default is 1. */
  readonly seed?: number;
  /** Name of a scene; the default is "balls". */
  readonly scene?: string;
  /** For OpenMV cameras. */
  readonly settings?: CameraSettingChanges;
}

/** `workerData` of simulator.worker.js. */
export interface SimulatorWorkerData {
  readonly options: SimulatorOptions;
  /**
   * The camera's bytes, one `Uint8Array` per message, both ways; read them with `readPort` of worker/port-stream.ts. Put
   * the port into the worker's transferList. Closing it ends the camera and its thread. Bytes may be sent before the
   * camera is ready; they wait.
   */
  readonly port: MessagePort;
}

/** What the worker posts on its parent port, once. After `failed` the thread ends. */
export type SimulatorWorkerMessage = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly message: string };
