import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { settledChannels, withDevice, type DeviceOptions } from './device-session.ts';

/** Lists the camera's channels. */
export function channelsCommand(context: CliContext, options: DeviceOptions): Promise<ExitCode> {
  const { output } = context;
  return withDevice(context, options, async (camera) => {
    const channels = await settledChannels(camera, context, options);
    if (options.json === true) output.json({ channels });
    else {
      const width = Math.max(0, ...channels.map(({ name }) => name.length));
      for (const channel of channels) {
        output.line(`${String(channel.id).padStart(2)}  ${channel.name.padEnd(width)}  ${abilities(channel)}`);
      }
    }
    return 0;
  });
}

function abilities({ readable, writable, lockable, dynamic }: ChannelInfo): string {
  const words = { read: readable, write: writable, lock: lockable, 'script channel': dynamic };
  return Object.entries(words)
    .filter(([, present]) => present)
    .map(([word]) => word)
    .join(', ');
}
