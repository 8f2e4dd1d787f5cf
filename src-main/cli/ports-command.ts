import { listPorts, type PortEntry } from '../transports/port-list.ts';
import type { CliContext, ExitCode } from './cli-context.ts';

export interface PortsOptions {
  readonly json?: boolean;
}

/** Prints what can be connected to. */
export async function portsCommand(
  { output }: CliContext,
  { json = false }: PortsOptions,
  list: () => Promise<readonly PortEntry[]> = listPorts,
): Promise<ExitCode> {
  const ports = await list();
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
