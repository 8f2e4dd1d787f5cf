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
import { writeOutput } from './output-file.ts';

export interface ReadChannelOptions extends DeviceOptions {
  /** Bytes; all that the channel has by default. */
  readonly size?: number;
  readonly output?: string;
  /** Keeps reading on each event of the channel. */
  readonly follow?: boolean;
  /** Ends following. */
  readonly seconds?: number;
  readonly count?: number;
}

/** Time for a script that was just started to offer its first bytes. */
const firstBytesSeconds = 5;
/** The host reads these continuously, so that nothing is left in them. */
const readByHost = new Map<number, string>([
  [ChannelId.stdout, '"viewfinder run" and "viewfinder watch" print its data'],
  [ChannelId.stream, '"viewfinder snapshot", and "run" and "watch" with --save-frame, save its frames'],
]);

/** Writes the data of a channel to standard output or a file. */
export function readChannelCommand(
  context: CliContext,
  nameOrId: string,
  options: ReadChannelOptions,
): Promise<ExitCode> {
  return withDevice(context, options, async (camera) => {
    const channel = await findChannel(camera, context, options, nameOrId);
    const instead = channel.dynamic ? undefined : readByHost.get(channel.id);
    if (instead !== undefined) {
      throw new CliError('usage', `Viewfinder itself reads ${channel.name}; ${instead}.`);
    }
    const reads = await readAll(camera, channel, context, options);
    const bytes = Buffer.concat(reads);
    if (options.output !== undefined) await writeOutput(options.output, bytes);
    else if (options.json !== true) show(context, bytes);
    const { id, name } = channel;
    const place = options.output === undefined ? { hex: bytes.toString('hex') } : { file: options.output };
    if (options.json === true) {
      context.output.json({ channel: { id, name }, reads: reads.length, bytes: bytes.length, ...place });
    } else if (options.output !== undefined) context.output.note(`${options.output}: ${bytes.length} bytes`);
    return 0;
  });
}

/** The data that was read, without what has been printed while following. */
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

/** Reads once and on every event, one read at a time; resolves with all reads that returned data. */
async function follow(
  camera: Camera,
  { id }: ChannelInfo,
  context: CliContext,
  options: ReadChannelOptions,
): Promise<Uint8Array[]> {
  const { clock, signal, output } = context;
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
      output.failure(error);
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
        // Written to standard output at once; nothing is kept for the end.
        if (straight) show(context, bytes);
        else reads.push(bytes);
        if (count !== undefined && ++total >= count) {
          over.resolve();
          return;
        }
      }
    } catch (error) {
      // The channels of a script disappear with it.
      if (camera.state === 'running') over.reject(error);
      else over.resolve();
    } finally {
      busy = false;
    }
  };
  store.add(
    requireFacet(camera, 'channels').onEvent(({ channelId }) => {
      if (channelId !== id) return;
      // Another event while one is waiting adds no information.
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

/** Bytes that are not text are shown as hexadecimal digits on a terminal, which they would disturb. */
function show({ output }: CliContext, bytes: Uint8Array): void {
  if (!output.isTerminal || isText(bytes)) output.bytes(bytes);
  else if (bytes.length > 0)
    output.line(
      Buffer.from(bytes)
        .toString('hex')
        .replaceAll(/..(?!$)/g, '$& '),
    );
}

function isText(bytes: Uint8Array): boolean {
  try {
    // Control characters other than tab and line endings are not text.
    return !/(?![\t\n\r])\p{Cc}/u.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}
