import { Deferred } from '../../src-shared/lib/deferred.ts';
import { DisposableStore } from '../../src-shared/lib/disposable.ts';
import { ChannelId } from '../../src-shared/openmv/constants.ts';
import { isDisturbance } from '../camera/camera-error.ts';
import type { Camera } from '../camera/camera.ts';
import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import { requireFacet } from '../camera/require-facet.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { findChannel, withDevice, type DeviceOptions } from './device-session.ts';
import { errorText, explainError } from './error-text.ts';
import { writeOutput } from './output-file.ts';

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

/** A script that was started for it offers its first bytes within this time. */
const firstBytesSeconds = 5;
/** The host itself reads them all the time, so that nothing is left in them. */
const readByHost = new Map<number, string>([
  [ChannelId.stdout, '"viewfinder run" and "viewfinder watch" print its text'],
  [ChannelId.stream, '"viewfinder snapshot", and "run" and "watch" with --save-frame, give its pictures'],
]);

/** Writes what a channel holds to standard output or a file. */
export function readChannelCommand(
  context: CliContext,
  nameOrId: string,
  options: ReadChannelOptions,
): Promise<ExitCode> {
  return withDevice(context, options, async (camera) => {
    const channel = await findChannel(camera, context, options, nameOrId);
    const instead = channel.dynamic ? undefined : readByHost.get(channel.id);
    if (instead !== undefined) {
      throw new CliError('usage', `the program itself reads ${channel.name} all the time; ${instead}`);
    }
    const reads = await readAll(camera, channel, context, options);
    const bytes = Buffer.concat(reads);
    if (options.output !== undefined) await writeOutput(options.output, bytes);
    else if (options.json !== true) context.output.bytes(bytes);
    const { id, name } = channel;
    const place = options.output === undefined ? { hex: bytes.toString('hex') } : { file: options.output };
    if (options.json === true) {
      context.output.json({ channel: { id, name }, reads: reads.length, bytes: bytes.length, ...place });
    } else if (options.output !== undefined) context.output.remark(`${options.output}: ${bytes.length} bytes`);
    return 0;
  });
}

/** What was read; nothing of what following has printed already. */
async function readAll(
  camera: Camera,
  channel: ChannelInfo,
  context: CliContext,
  options: ReadChannelOptions,
): Promise<readonly Uint8Array[]> {
  if (options.follow === true) return follow(camera, channel, context, options);
  if (options.script !== undefined) {
    return follow(camera, channel, context, { ...options, count: 1, seconds: firstBytesSeconds });
  }
  const { size } = options;
  return [
    await requireFacet(camera, 'channels').read(channel.id, {
      signal: context.signal,
      ...(size !== undefined && { size }),
    }),
  ];
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
  const readOnce = async (): Promise<Uint8Array> => {
    try {
      return await requireFacet(camera, 'channels').read(id, { signal, ...(size !== undefined && { size }) });
    } catch (error) {
      if (!isDisturbance(error)) throw error;
      output.remark(errorText(explainError(error)));
      return new Uint8Array();
    }
  };
  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      while (wanted > 0) {
        wanted--;
        const bytes = await readOnce();
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
    requireFacet(camera, 'channels').onEvent(({ channelId }) => {
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
