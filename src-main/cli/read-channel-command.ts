import { writeFile } from 'node:fs/promises';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import { DisposableStore } from '../../src-shared/lib/disposable.ts';
import type { Camera, ChannelInfo } from '../camera/camera.ts';
import { fileError } from '../host/host-error.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { findChannel, withDevice, type DeviceOptions } from './device-session.ts';

export interface ReadChannelOptions extends DeviceOptions {
  /** Bytes; without it as many as the channel has. */
  readonly size?: number;
  readonly output?: string;
  /** Reads again at each event of the channel. */
  readonly follow?: boolean;
  /** Ends following. */
  readonly seconds?: number;
  readonly count?: number;
}

/** Writes what a channel holds to standard output or a file. */
export function readChannelCommand(
  context: CliContext,
  nameOrId: string,
  options: ReadChannelOptions,
): Promise<ExitCode> {
  return withDevice(context, options, async (camera) => {
    const channel = await findChannel(camera, context, options, nameOrId);
    const { size } = options;
    const call = { signal: context.signal, ...(size !== undefined && { size }) };
    const reads =
      options.follow === true
        ? await follow(camera, channel, context, options)
        : [await camera.readChannel(channel.id, call)];
    const bytes = Buffer.concat(reads);
    if (options.output !== undefined) await writeBytes(options.output, bytes);
    else if (options.json !== true && options.follow !== true) context.output.bytes(bytes);
    const { id, name } = channel;
    const place = options.output === undefined ? { hex: bytes.toString('hex') } : { file: options.output };
    if (options.json === true) {
      context.output.json({ channel: { id, name }, reads: reads.length, bytes: bytes.length, ...place });
    } else if (options.output !== undefined) context.output.remark(`${options.output}: ${bytes.length} bytes`);
    return 0;
  });
}

/** Reads once and at every event, one read at a time; resolves with all reads that gave anything. */
async function follow(
  camera: Camera,
  { id }: ChannelInfo,
  { clock, signal, output }: CliContext,
  options: ReadChannelOptions,
): Promise<Uint8Array[]> {
  const { size, seconds, count } = options;
  const straight = options.output === undefined && options.json !== true;
  const reads: Uint8Array[] = [];
  const over = new Deferred<void>();
  const store = new DisposableStore();
  let wanted = 1;
  let busy = false;
  let total = 0;
  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      while (wanted > 0) {
        wanted--;
        const bytes = await camera.readChannel(id, { signal, ...(size !== undefined && { size }) });
        if (bytes.length === 0) continue;
        // Standard output takes them as they come; nothing is kept for the end.
        if (straight) output.bytes(bytes);
        else reads.push(bytes);
        if (count !== undefined && ++total >= count) {
          over.resolve();
          return;
        }
      }
    } catch (error) {
      // The channels of a script end with it.
      if (camera.state === 'running') over.reject(error);
      else over.resolve();
    } finally {
      busy = false;
    }
  };
  store.add(
    camera.onChannelEvent(({ channelId }) => {
      if (channelId !== id) return;
      // An event more while one waits tells nothing new.
      wanted = Math.min(wanted + 1, 2);
      void pump();
    }),
  );
  store.add(
    camera.onStateChange(({ state, error }) => {
      if (error !== undefined) over.reject(error);
      else if (state === 'rebooting' || state === 'disconnected') over.resolve();
    }),
  );
  if (seconds !== undefined) store.add(clock.after(seconds * 1000, () => over.resolve()));
  const interrupt = (): void => over.resolve();
  signal.addEventListener('abort', interrupt, { once: true });
  store.addCallback(() => signal.removeEventListener('abort', interrupt));
  void pump();
  try {
    await over.promise;
  } finally {
    store.dispose();
  }
  return reads;
}

async function writeBytes(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw fileError(error, file);
  }
}
