import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createLocalHost } from '../host/create-local-host.ts';
import { fileError } from '../host/host-error.ts';
import { startServer, type RunningServer } from '../server/start-server.ts';
import { builtFile } from '../lib/product-files.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { defaultDataFolder } from './data-folder.ts';
import { openBrowser } from './open-browser.ts';
import { untilStopped } from './until-stopped.ts';

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly data?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly open?: boolean;
  readonly json?: boolean;
}

/** Serves Viewfinder as a page until Ctrl-C. */
export async function serveCommand(context: CliContext, options: ServeOptions): Promise<ExitCode> {
  const { output, signal, clock, version } = context;
  const dataFolder = path.resolve(options.data ?? defaultDataFolder());
  const tls = await readTls(options);
  const core = await createLocalHost({ dataFolder, version, clock });
  let removeFile = async (): Promise<void> => undefined;
  try {
    const server = await startServer({
      core,
      rendererFolder: path.resolve(builtFile('.'), '../renderer'),
      host: options.host,
      port: options.port,
      clock,
      tls,
    });
    announce(context, server, options);
    if (options.open === true) {
      const onFailure = (): void => output.note('Cannot open a browser. Please open the address yourself.');
      removeFile = await openBrowser({ url: server.url, folder: dataFolder, onFailure });
    }
    await untilStopped(signal);
    await server.close();
  } finally {
    await removeFile();
    await core.close();
  }
  return 0;
}

function announce({ output }: CliContext, { url, port, networkUrls }: RunningServer, options: ServeOptions): void {
  if (networkUrls.length > 0 && options.tlsCert === undefined) {
    output.note('Warning: traffic is not encrypted. Use --tls-cert and --tls-key on untrusted networks.');
  }
  if (options.json) {
    output.json({ url, port, networkUrls });
    return;
  }
  output.line(`Viewfinder is running at ${url} (press Ctrl-C to stop)`);
  for (const networkUrl of networkUrls) output.line(`On other computers: ${networkUrl}`);
}

async function readTls({ tlsCert, tlsKey }: ServeOptions): Promise<{ certificate: string; key: string } | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new CliError('usage', '--tls-cert and --tls-key must be given together.');
  }
  const read = (file: string): Promise<string> =>
    readFile(file, 'utf8').catch((cause: unknown) => {
      throw fileError(cause, file);
    });
  return { certificate: await read(tlsCert), key: await read(tlsKey) };
}
