// A connected camera for the commands that inspect it, with a script if one is given: the channels of a simulated camera are
// those of its script.

import { Deferred } from '../../src-shared/lib/deferred.ts';
import { DisposableStore } from '../../src-shared/lib/disposable.ts';
import { CameraError } from '../camera/camera-error.ts';
import type { Camera } from '../camera/camera.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import { requireFacet } from '../camera/require-facet.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { BannerFilter } from '../../src-shared/text/banner-filter.ts';
import { openMvText } from '../../src-shared/text/device-text.ts';
import { readScript } from './run-command.ts';

export interface DeviceOptions {
  readonly camera: string;
  /**
   * Run this script first, and stop it at the end; its output goes to standard error. Without it, a running script is
   * left alone.
   */
  readonly script?: string;
  readonly json?: boolean;
}

/** Time for a script to register its channels. */
const channelLimitMs = 5000;
/** If no channel was added for this long, the list is complete. */
const channelQuietMs = 400;

/** Connects, calls `use`, and always disconnects. */
export async function withDevice(
  context: CliContext,
  options: DeviceOptions,
  use: (camera: Camera, identity: CameraIdentity) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { output, signal } = context;
  const source = options.script === undefined ? undefined : await readScript(options.script);
  const camera = await context.openCamera(options.camera);
  try {
    const identity = await camera.connect({ signal, stopRunning: false });
    if (source === undefined) return await use(camera, identity);
    const banner = new BannerFilter(openMvText);
    const text = camera.onText((bytes) => output.bytesAside(banner.push(bytes)));
    try {
      await camera.run(source, { signal });
      return await use(camera, identity);
    } finally {
      text.dispose();
      if (camera.state === 'running') await camera.stop();
    }
  } finally {
    await camera.disconnect();
  }
}

/** The channels, when a script that was just started has added none for a while. */
export async function settledChannels(
  camera: Camera,
  context: CliContext,
  options: DeviceOptions,
): Promise<readonly ChannelInfo[]> {
  if (options.script !== undefined) {
    await untilChannels(camera, context, channelQuietMs, () => false);
  }
  return requireFacet(camera, 'channels').list;
}

/** By name or number. Waits for a script that was just started. Rejects with `channel-not-found`. */
export async function findChannel(
  camera: Camera,
  context: CliContext,
  options: DeviceOptions,
  nameOrId: string,
): Promise<ChannelInfo> {
  const channels = requireFacet(camera, 'channels');
  const find = (): ChannelInfo | undefined =>
    channels.list.find(({ name }) => name === nameOrId) ?? channels.list.find(({ id }) => String(id) === nameOrId);
  if (find() === undefined && options.script !== undefined) {
    await untilChannels(camera, context, channelLimitMs, () => find() !== undefined);
  }
  const channel = find();
  if (channel !== undefined) return channel;
  throw new CameraError('channel-not-found', `There is no channel ${nameOrId}.`, { data: { channel: nameOrId } });
}

/** Resolves when `enough` is true, nothing was added for `quietMs`, the script ends, or the command is cancelled. */
async function untilChannels(
  camera: Camera,
  { clock, signal }: CliContext,
  quietMs: number,
  enough: () => boolean,
): Promise<void> {
  const over = new Deferred<void>();
  const store = new DisposableStore();
  let quiet = clock.after(quietMs, () => over.resolve());
  store.add(
    requireFacet(camera, 'channels').onChange(() => {
      quiet.dispose();
      quiet = clock.after(quietMs, () => over.resolve());
      if (enough()) over.resolve();
    }),
  );
  store.add(
    camera.onStateChange(({ state }) => {
      if (state !== 'running' && state !== 'resyncing') over.resolve();
    }),
  );
  const cancel = (): void => over.resolve();
  signal.addEventListener('abort', cancel, { once: true });
  await over.promise;
  signal.removeEventListener('abort', cancel);
  quiet.dispose();
  store.dispose();
  signal.throwIfAborted();
}
