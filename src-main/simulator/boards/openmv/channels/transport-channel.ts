import { ChannelFlag } from '../../../../../src-shared/openmv/constants.ts';
import type { DeviceChannel } from './device-channel.ts';

/** Channel 0: it is listed, and everything else about it is the link's business. */
export function createTransportChannel(name: 'usb' | 'network'): DeviceChannel {
  // A transport written in Python shows that it can be read and written; the built-in one does not.
  const flags =
    name === 'usb'
      ? ChannelFlag.physical
      : ChannelFlag.physical | ChannelFlag.dynamic | ChannelFlag.read | ChannelFlag.write;
  return { name, flags };
}
