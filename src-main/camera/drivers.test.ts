// The driver suite for every driver of the product and for the toy of testing/toy.

import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import { PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import { createMemoryTransport } from '../transports/testing/memory-transport.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import { openMvDriver } from './openmv/openmv-driver.ts';
import { driverSuite } from './testing/driver-suite.ts';
import { createSimulatedCamera } from './testing/simulated-camera.ts';
import { ToyDevice } from './testing/toy/toy-device.ts';
import { toyDriver } from './testing/toy/toy-driver.ts';

const entry: CameraEntry = {
  id: '/dev/ttyACM0',
  kind: 'serial',
  name: { key: 'port', value: 'ttyACM0' },
  likely: true,
};
const pixels = Uint8Array.from({ length: 16 }, (_, at) => at);

driverSuite('openmv-v2', () => {
  let transport: ByteTransport | undefined;
  const sim = createSimulatedCamera({ wrap: (inner) => (transport = inner) });
  return {
    driver: openMvDriver,
    entry: { ...entry, manufacturer: 'OpenMV' },
    transport: transport!,
    device: {
      get running() {
        return sim.engine.running;
      },
      get sources() {
        return sim.engine.uploads;
      },
      print: (text) => sim.engine.print(text),
      show: () => sim.engine.snapshot({ width: 4, height: 4, format: PixelFormat.grayscale, data: pixels }),
      end: () => sim.engine.end(),
      unplug: () => sim.peer.unplug(),
    },
    dispose: () => sim.dispose(),
  };
});

driverSuite('toy', () => {
  const { transport, peer } = createMemoryTransport();
  const device = new ToyDevice(peer);
  return {
    driver: toyDriver,
    entry: { ...entry, manufacturer: 'Toy' },
    transport,
    device: {
      get running() {
        return device.running;
      },
      get sources() {
        return device.sources;
      },
      print: (text) => device.print(text),
      show: () => device.show(4, 4, pixels),
      end: () => device.end(),
      unplug: () => peer.unplug(),
    },
    dispose: () => undefined,
  };
});
