// The real source of cameras: ports of this computer, typed addresses, and the simulated camera.

import path from 'node:path';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import boards from '../../assets/boards/boards.json' with { type: 'json' };
import type { Camera } from '../camera/camera.ts';
import { OpenMvCamera, type BoardTable } from '../camera/index.ts';
import { isSimulatedSerial } from '../simulator/boards/openmv/boards.ts';
import { simulatedFirmwareElf } from '../simulator/profile/firmware-elf.ts';
import { unwrapAddress } from '../transports/wrap/address-wrappers.ts';
import { parseCameraAddress, type CameraAddress } from '../transports/camera-address.ts';
import { watchPorts } from '../transports/ports/hot-plug.ts';
import { transportFor } from '../transports/open-transport.ts';
import { simulatedCameraName } from '../transports/sim/simulated-camera-name.ts';
import type { CameraSource, FoundCamera } from './camera-source.ts';

/** Watches the ports from now on. `flashFolder` is what a simulated camera's script sees as /flash. */
export function createCameraSource(flashFolder: string, clock: Clock): CameraSource {
  const watcher = watchPorts({ clock });
  const changes = new Emitter<readonly FoundCamera[]>();
  watcher.onChange((ports) => changes.emit(ports));
  return {
    get found() {
      return watcher.ports;
    },
    onChange: changes.event,
    refresh: () => watcher.refresh(),
    entry: (id) => watcher.ports.find((port) => port.id === id) ?? typedEntry(id),
    open: (entry, stream): Camera => {
      const transport = transportFor(entry.id, { clock, simulator: { flashFolder } });
      return new OpenMvCamera({ transport, clock, boards: boards as BoardTable, settings: { stream } });
    },
    ownElf: ({ serial }) => (isSimulatedSerial(serial) ? simulatedFirmwareElf() : undefined),
    dispose() {
      watcher.dispose();
      changes.dispose();
    },
  };
}

function typedEntry(id: string): FoundCamera {
  const address = parseCameraAddress(unwrapAddress(id).address);
  const name = nameOf(address) ?? id.trim();
  return { id: id.trim(), kind: address.kind, name, detail: id.trim(), likelyCamera: true };
}

function nameOf(address: CameraAddress): string | undefined {
  if (address.kind === 'sim') return simulatedCameraName(address.board);
  return address.kind === 'replay' ? path.basename(address.path) : undefined;
}
