import boards from '../../assets/boards/boards.json' with { type: 'json' };
import type { BoardTable } from '../../src-shared/device/boards.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import type { OpenMvCamera } from '../camera/openmv/openmv-camera.ts';
import { openMvDriver } from '../camera/openmv/openmv-driver.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import { linkSettings, type CameraOptions } from './camera-options.ts';
import { droppingTransport } from './dropping-transport.ts';

/** The engine of a library camera; its preview is off until it is asked for. */
export function createEngine(transport: ByteTransport, options: CameraOptions): OpenMvCamera {
  const { dropRate = 0, readSequence, clock = systemClock } = options;
  return openMvDriver.create(dropRate > 0 ? droppingTransport(transport, dropRate) : transport, {
    clock,
    boards: options.boards ?? (boards as BoardTable),
    settings: { ...linkSettings(options), readSequence, stream: { enabled: false, raw: false } },
  });
}
