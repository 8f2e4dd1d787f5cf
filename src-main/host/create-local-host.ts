import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { createHost, type HostOptions } from './create-host.ts';
import { fileError } from './host-error.ts';
import type { HostHandle } from './host-handle.ts';
import { createCameraSource } from './transports-camera-source.ts';

/** A host for the cameras of this computer and the simulated one, whose /flash is kept in the data folder. */
export async function createLocalHost(options: Omit<HostOptions, 'cameraSource'>): Promise<HostHandle> {
  const flashFolder = path.join(options.dataFolder, 'flash');
  await mkdir(flashFolder, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, options.dataFolder);
  });
  return createHost({ ...options, cameraSource: createCameraSource(flashFolder, options.clock ?? systemClock) });
}
