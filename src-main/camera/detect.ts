// Chooses the driver of a port. Often what the system says about it is enough; otherwise the port is opened, the candidates
// ask the device one after the other, likely ones first, and the camera takes over the open port.

import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import { CameraError } from './camera-error.ts';
import type { CameraDriver } from './driver.ts';
import { holdOpen } from './held-transport.ts';

export interface DetectOptions {
  readonly entry: CameraEntry;
  /** Not open. */
  readonly transport: ByteTransport;
  readonly drivers: readonly CameraDriver[];
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** A driver, and the transport for its camera: open already if the device had to be asked. */
export interface Detection {
  readonly driver: CameraDriver;
  readonly transport: ByteTransport;
}

/**
 * Rejects with `not-a-camera` if no driver fits, with a TransportError if the port does not open. Leaves the port closed
 * when it rejects.
 */
export async function detectDriver({ entry, transport, drivers, clock, signal }: DetectOptions): Promise<Detection> {
  const candidates = candidatesFor(entry, drivers);
  const [first] = candidates;
  if (first === undefined) throw noDriver(transport);
  if (candidates.length === 1) return { driver: first, transport };
  await transport.open(signal);
  try {
    for (const driver of candidates) {
      const abort = signal ?? new AbortController().signal;
      if (await driver.probe({ transport, entry, clock, signal: abort })) {
        return { driver, transport: holdOpen(transport) };
      }
      signal?.throwIfAborted();
    }
    throw noDriver(transport);
  } catch (error) {
    await transport.close();
    throw error;
  }
}

function candidatesFor(entry: CameraEntry, drivers: readonly CameraDriver[]): readonly CameraDriver[] {
  const rated = drivers.map((driver) => ({ driver, likelihood: driver.matches(entry) }));
  const of = (wanted: string): readonly CameraDriver[] =>
    rated.filter(({ likelihood }) => likelihood === wanted).map(({ driver }) => driver);
  return [...of('likely'), ...of('possible')];
}

function noDriver({ name }: ByteTransport): CameraError {
  return new CameraError('not-a-camera', `Nothing on ${name} speaks a known protocol.`, { data: { port: name } });
}
