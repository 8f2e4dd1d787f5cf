import { CameraNames } from '../host/stores/camera-names.ts';
import { SettingsStore } from '../host/stores/settings-store.ts';
import { listPorts, type PortEntry } from '../transports/ports/port-list.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { defaultDataFolder } from './data-folder.ts';

export interface PortsOptions {
  readonly json?: boolean;
}

/** Prints what can be connected to, under the names that were given in the program. */
export async function portsCommand(
  { output, clock }: CliContext,
  { json = false }: PortsOptions,
  list: () => Promise<readonly PortEntry[]> = listPorts,
  dataFolder = defaultDataFolder(),
): Promise<ExitCode> {
  const settings = await SettingsStore.load(dataFolder, clock, () => undefined);
  const names = new CameraNames(settings);
  const ports = (await list()).map((port) => names.apply(port));
  if (json) {
    output.json({ ports });
    return 0;
  }
  const idWidth = Math.max(...ports.map((port) => port.id.length));
  const nameWidth = Math.max(...ports.map((port) => port.name.length));
  for (const port of ports) {
    const remark = port.likelyCamera ? port.detail : `${port.detail} (probably not a camera)`;
    output.line(`${port.id.padEnd(idWidth)}  ${port.name.padEnd(nameWidth)}  ${remark}`);
  }
  return 0;
}
