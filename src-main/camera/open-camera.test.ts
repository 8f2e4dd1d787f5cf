import { expect, it } from 'vitest';
import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { TransportError } from '../transports/api/transport-error.ts';
import { createMemoryTransport } from '../transports/testing/memory-transport.ts';
import { openCamera } from './open-camera.ts';
import { openMvDriver } from './openmv/openmv-driver.ts';
import { createSimulatedCamera } from './testing/simulated-camera.ts';
import { ToyDevice } from './testing/toy/toy-device.ts';
import { toyDriver } from './testing/toy/toy-driver.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';

const entry: CameraEntry = { id: 'COM3', kind: 'serial', name: { key: 'port', value: 'COM3' }, likely: true };
const both = { clock: systemClock, drivers: [openMvDriver, toyDriver] };

/** Counts how often the port is opened. */
function counted(transport: ByteTransport): { readonly transport: ByteTransport; opens: number } {
  const count = {
    opens: 0,
    transport: { ...transport, open: (signal?: AbortSignal) => (count.opens++, transport.open(signal)) },
  };
  return count;
}

it('asks the device where several protocols are possible, and the camera takes over the open port', async () => {
  const { transport, peer } = createMemoryTransport();
  const device = new ToyDevice(peer);
  const port = counted(transport);
  const camera = await openCamera(entry, { ...both, transport: port.transport });
  expect((await camera.connect()).protocol).toBe('toy 1.0');
  await camera.run(Uint8Array.of(1));
  expect([device.running, port.opens]).toEqual([true, 1]);
  await camera.disconnect();
  await camera.connect();
  expect(port.opens).toBe(2);
  await camera.disconnect();
});

it('finds an OpenMV camera behind the probe of another protocol', async () => {
  let transport: ByteTransport | undefined;
  const sim = createSimulatedCamera({ wrap: (inner) => (transport = inner) });
  const drivers = [toyDriver, openMvDriver];
  const camera = await openCamera(entry, { clock: systemClock, drivers, transport: transport! });
  expect((await camera.connect()).protocol).toMatch(/^openmv-v2 /);
  await camera.disconnect();
  await sim.dispose();
});

it('does not open the port where only one protocol is possible', async () => {
  const port = counted(createMemoryTransport().transport);
  await openCamera(entry, { ...both, drivers: [openMvDriver], transport: port.transport });
  const kendryte = { ...entry, manufacturer: 'Kendryte' };
  await openCamera(kendryte, { ...both, transport: port.transport });
  expect(port.opens).toBe(0);
});

it('closes the port again when no driver recognizes the device', async () => {
  const { transport } = createMemoryTransport();
  await expect(openCamera(entry, { ...both, transport })).rejects.toMatchObject({
    code: 'not-a-camera',
    data: { port: 'memory' },
  });
  await transport.open();
  await transport.close();
});

it('passes on why the port did not open, and does not offer a K230 to a driver that would disturb it', async () => {
  const { transport, peer } = createMemoryTransport();
  peer.refuse = new TransportError('port-busy', 'In use.');
  await expect(openCamera(entry, { ...both, transport })).rejects.toMatchObject({ code: 'port-busy' });
  const kendryte = { ...entry, manufacturer: 'Kendryte' };
  await expect(openCamera(kendryte, { clock: systemClock, drivers: [openMvDriver], transport })).rejects.toMatchObject({
    code: 'not-a-camera',
  });
});
