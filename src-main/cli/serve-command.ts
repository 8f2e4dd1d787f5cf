import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createLocalHost } from '../host/create-local-host.ts';
import { startServer } from '../server/start-server.ts';
import { builtFile } from '../lib/product-files.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { defaultDataFolder } from './data-folder.ts';
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

/** Serves the program as a page until Ctrl-C. */
export async function serveCommand(
  { output, signal, clock, version }: CliContext,
  options: ServeOptions,
): Promise<ExitCode> {
  const dataFolder = path.resolve(options.data ?? defaultDataFolder());
  const tls = await readTls(options);
  const core = await createLocalHost({ dataFolder, version, clock });
  try {
    const server = await startServer({
      core,
      rendererFolder: path.resolve(builtFile('.'), '../renderer'),
      host: options.host,
      port: options.port,
      clock,
      tls,
    });
    if (tls === undefined && !isLoopback(options.host)) {
      output.remark(
        'Others on the network can read what is sent. Use --tls-cert and --tls-key on a network you do not trust.',
      );
    }
    if (options.json) output.json({ url: server.url, port: server.port });
    else output.line(`Viewfinder is at ${server.url} (Ctrl-C ends it)`);
    if (options.open)
      openInBrowser(server.url, () => output.remark('No browser could be opened; please open the address.'));
    await untilStopped(signal);
    await server.close();
  } finally {
    await core.close();
  }
  return 0;
}

/** Names and addresses that stay inside this computer. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

async function readTls({ tlsCert, tlsKey }: ServeOptions): Promise<{ certificate: string; key: string } | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new CliError('usage', '--tls-cert and --tls-key go together.');
  }
  const read = (file: string): Promise<string> =>
    readFile(file, 'utf8').catch((cause: unknown) => {
      throw new CliError('usage', `${file} cannot be read.`, { cause });
    });
  return { certificate: await read(tlsCert), key: await read(tlsKey) };
}

function openInBrowser(url: string, onFailure: () => void): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.once('error', onFailure);
  child.unref();
}
