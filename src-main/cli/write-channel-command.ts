import { readFile } from 'node:fs/promises';
import { fileError } from '../host/host-error.ts';
import { requireFacet } from '../camera/require-facet.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { findChannel, withDevice, type DeviceOptions } from './device-session.ts';

export interface WriteChannelOptions extends DeviceOptions {
  readonly text?: string;
  readonly hex?: Uint8Array;
  readonly file?: string;
}

/** Writes text, bytes or a file to a channel. */
export async function writeChannelCommand(
  context: CliContext,
  nameOrId: string,
  options: WriteChannelOptions,
): Promise<ExitCode> {
  const data = await dataOf(options);
  return withDevice(context, options, async (camera) => {
    const { id, name } = await findChannel(camera, context, options, nameOrId);
    await requireFacet(camera, 'channels').write(id, data, { signal: context.signal });
    if (options.json === true) context.output.json({ channel: { id, name }, bytes: data.length });
    else context.output.note(`${name}: ${data.length} bytes written`);
    return 0;
  });
}

async function dataOf({ text, hex, file }: WriteChannelOptions): Promise<Uint8Array> {
  if ([text, hex, file].filter((given) => given !== undefined).length !== 1) {
    throw new CliError('usage', 'Give one of --text, --hex and --file.');
  }
  if (text !== undefined) return new TextEncoder().encode(text);
  if (hex !== undefined) return hex;
  try {
    return await readFile(file!);
  } catch (error) {
    throw fileError(error, file!);
  }
}
