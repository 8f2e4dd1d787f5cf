import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { readScript } from './run-command.ts';

export interface DetachedRunOptions {
  readonly camera: string;
  readonly json?: boolean;
}

/** Starts a script and leaves it running. */
export async function detachedRun(
  context: CliContext,
  script: string,
  { camera: address, json = false }: DetachedRunOptions,
): Promise<ExitCode> {
  const { output, signal } = context;
  if (/^(sim|replay:)/.test(address)) {
    const kind = address.startsWith('sim') ? 'sim' : 'recordings';
    throw new CliError(
      'usage',
      `--detach does not work with ${kind}. Start "viewfinder simulate" and use its address.`,
    );
  }
  const source = await readScript(script);
  const camera = await context.openCamera(address);
  try {
    const { board, serial, firmware, protocol } = await camera.connect({ signal });
    await camera.run(source, { signal });
    if (json) output.json({ running: true, camera: { id: address, board, serial, firmware, protocol } });
    else output.note(`${board}: ${script} is running`);
    return 0;
  } finally {
    await camera.disconnect();
  }
}
