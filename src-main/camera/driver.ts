// What a driver of one protocol provides. `open-camera.ts` holds the list of drivers; `detect.ts` chooses one for a port.

import type { BoardTable } from '../../src-shared/device/boards.ts';
import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import type { StreamSettings } from '../../src-shared/device/stream-settings.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import type { Camera } from './camera.ts';

/** How likely the device at a port speaks a driver's protocol, judged by what the system says about the port. */
export type Likelihood = 'likely' | 'possible' | 'no';

/** What a camera is created with. */
export interface DriverOptions {
  readonly clock: Clock;
  /** Names of boards and sensors; assets/boards/boards.json. */
  readonly boards?: BoardTable;
  /** Settings of the preview until `preview.configure` changes them. */
  readonly stream?: StreamSettings;
}

/** A device to probe. The transport is open and stays open. */
export interface ProbeTarget {
  readonly transport: ByteTransport;
  readonly entry: CameraEntry;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** One protocol. */
export interface CameraDriver {
  /** "openmv-v2", the first word of `CameraIdentity.protocol`. */
  readonly id: string;
  matches(entry: CameraEntry): Likelihood;
  /**
   * Asks the device, after it has configured the line as it needs it. True if the device speaks this protocol. A probe
   * must be harmless for the devices of every driver for which `matches` may answer something else than `no` on the same
   * port. Rejects with a TransportError if the port goes away.
   */
  probe(target: ProbeTarget): Promise<boolean>;
  /** A camera on this transport, not connected yet. The camera opens and closes the transport. */
  create(transport: ByteTransport, options: DriverOptions): Camera;
}
