// The one place where cameras are made: host and command line open them here, by detection.

import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import type { Camera } from './camera.ts';
import { detectDriver } from './detect.ts';
import type { CameraDriver, DriverOptions } from './driver.ts';
import { openMvDriver } from './openmv/openmv-driver.ts';

/** All drivers of the product. */
const productDrivers: readonly CameraDriver[] = [openMvDriver];

export interface OpenCameraOptions extends DriverOptions {
  /** Not open. The camera owns it from now on. */
  readonly transport: ByteTransport;
  /** Default: all drivers of the product. */
  readonly drivers?: readonly CameraDriver[];
  readonly signal?: AbortSignal;
}

/**
 * A camera at an entry, not connected yet. Opens the port if the device has to be asked for its protocol. Rejects with
 * `not-a-camera` or a TransportError.
 */
export async function openCamera(entry: CameraEntry, options: OpenCameraOptions): Promise<Camera> {
  const { drivers = productDrivers, signal, transport, ...driverOptions } = options;
  const detection = await detectDriver({
    entry,
    transport,
    drivers,
    clock: options.clock,
    ...(signal !== undefined && { signal }),
  });
  return detection.driver.create(detection.transport, driverOptions);
}
