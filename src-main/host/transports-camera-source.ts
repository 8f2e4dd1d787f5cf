// The real source of cameras: ports of this computer, typed addresses, and the simulated camera.

import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import boards from '../../assets/boards/boards.json' with { type: 'json' };
import type { BoardTable } from '../../src-shared/device/boards.ts';
import { openCamera } from '../camera/open-camera.ts';
import { simulatedFirmwareElf } from '../simulator/profile/firmware-elf.ts';
import { watchPorts } from '../transports/ports/hot-plug.ts';
import { transportFor } from '../transports/open-transport.ts';
import { typedEntry } from '../transports/ports/typed-entry.ts';
import type { CameraSource } from './camera-source.ts';

/** Watches the ports from now on. `flashFolder` is what a simulated camera's script sees as /flash. */
export function createCameraSource(flashFolder: string, clock: Clock): CameraSource {
  const watcher = watchPorts({ clock });
  const changes = new Emitter<readonly CameraEntry[]>();
  watcher.onChange((ports) => changes.emit(ports));
  return {
    get found() {
      return watcher.ports;
    },
    onChange: changes.event,
    refresh: () => watcher.refresh(),
    entry: (id) => watcher.ports.find((port) => port.id === id) ?? typedEntry(id),
    open: (entry, stream, signal) => {
      const transport = transportFor(entry.id, { clock, simulator: { flashFolder } });
      return openCamera(entry, { transport, clock, boards: boards as BoardTable, stream, signal });
    },
    ownElf: ({ simulated }) => (simulated ? simulatedFirmwareElf() : undefined),
    dispose() {
      watcher.dispose();
      changes.dispose();
    },
  };
}
