import { describeEntry } from '../../src-shared/device/words.ts';
import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import { CameraNames } from '../host/stores/camera-names.ts';
import { SettingsStore } from '../host/stores/settings-store.ts';
import { listPorts } from '../transports/ports/port-list.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { defaultDataFolder } from './data-folder.ts';

export interface PortsOptions {
  readonly json?: boolean;
}

/** Prints the available cameras, under the names that were given to them in Viewfinder. */
export async function portsCommand(
  { output, clock }: CliContext,
  { json = false }: PortsOptions,
  list: () => Promise<readonly CameraEntry[]> = listPorts,
  dataFolder = defaultDataFolder(),
): Promise<ExitCode> {
  const settings = await SettingsStore.load(dataFolder, clock, () => undefined);
  const names = new CameraNames(settings);
  const present = await list();
  const ports = present.map((port) => {
    const entry = names.apply(port, present);
    return { ...entry, ...describeEntry(entry, 'en') };
  });
  if (json) {
    output.json({ ports });
    return 0;
  }
  const idWidth = Math.max(...ports.map((port) => port.id.length));
  const nameWidth = Math.max(...ports.map((port) => port.name.length));
  for (const port of ports) {
    const remark = port.likely ? port.detail : `${port.detail} (unlikely to be a camera)`;
    output.line(`${port.id.padEnd(idWidth)}  ${port.name.padEnd(nameWidth)}  ${remark}`);
  }
  return 0;
}
