import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exposeOnPty } from '../simulator/expose/expose-pty.ts';
import { exposeOnTcp } from '../simulator/expose/expose-tcp.ts';
import { exposeOnUdp } from '../simulator/expose/expose-udp.ts';
import type { ExposedCamera, ExposeOptions } from '../simulator/expose/exposed-camera.ts';
import type { SimulatedBoardName } from '../simulator/core/script-engine.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { simulatedFirmwareElf } from '../simulator/profile/firmware-elf.ts';
import { existingFolder } from './flash-folder.ts';
import { writeOutput } from './output-file.ts';
import { untilStopped } from './until-stopped.ts';

export interface SimulateOptions {
  readonly pty?: boolean;
  /** Path of a symlink to the pseudo terminal. */
  readonly link?: string;
  readonly tcp?: number;
  readonly udp?: number;
  readonly board: SimulatedBoardName;
  readonly seed: number;
  /** Folder that scripts see as /flash; a temporary one by default. */
  readonly flash?: string;
  /** Like firmware built with the profiler. */
  readonly profile: boolean;
  /** ELF file to write, whose symbols match the addresses of the profiler. */
  readonly elf?: string;
  readonly json?: boolean;
}

/** Provides a simulated camera to other programs until Ctrl-C. */
export async function simulateCommand({ output, signal }: CliContext, options: SimulateOptions): Promise<ExitCode> {
  if (options.elf !== undefined) await writeOutput(options.elf, simulatedFirmwareElf());
  const givenFolder = options.flash === undefined ? undefined : await existingFolder(options.flash);
  const ownFolder = givenFolder === undefined ? await temporaryFolder() : undefined;
  const flashFolder = givenFolder ?? ownFolder ?? '';
  try {
    const { board, seed, profile: profileChannel } = options;
    const camera = await expose(options, { simulator: { flashFolder, board, seed, settings: { profileChannel } } });
    const scheme = options.tcp !== undefined ? 'tcp://' : options.udp !== undefined ? 'udp://' : '';
    const address = scheme + camera.address;
    if (options.json) output.json({ address, board });
    else output.line(`Simulated ${board} is listening at ${address} (press Ctrl-C to stop)`);
    await untilStopped(signal);
    await camera.close();
  } finally {
    if (ownFolder !== undefined) await rm(ownFolder, { recursive: true, force: true });
  }
  return 0;
}

function expose(options: SimulateOptions, camera: ExposeOptions): Promise<ExposedCamera> {
  if (options.tcp !== undefined) return exposeOnTcp({ ...camera, port: options.tcp });
  if (options.udp !== undefined) return exposeOnUdp({ ...camera, port: options.udp });
  return exposeOnPty({ ...camera, ...(options.link === undefined ? {} : { link: path.resolve(options.link) }) });
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'viewfinder-flash-'));
}
