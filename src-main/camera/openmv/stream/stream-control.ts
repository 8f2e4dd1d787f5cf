// What the preview stream is set to, and how the device is told (docs/protocol-v2.md §12.5, §12.6). The device forgets
// most of it at every restart, so it is told again with every session.

import { ChannelId, StreamIoctl } from '../../../../src-shared/openmv/constants.ts';
import { encodeWords } from '../../../../src-shared/openmv/payloads.ts';
import type { StreamSettings } from '../../../../src-shared/device/stream-settings.ts';
import type { DeviceCommands } from '../requests/device-commands.ts';
import type { DeviceFacts } from '../session/device-facts.ts';
import type { RequestOptions } from '../requests/link-request.ts';

/** STREAM_SOURCE is known since protocol 1.0.1. */
const sourceSincePatch = 1;
/** Where neither the caller nor the board says how large a raw picture may be. Pixels. */
const defaultRawSize = { width: 512, height: 512 };

export class StreamControl {
  settings: StreamSettings;

  constructor(settings: StreamSettings) {
    this.settings = settings;
  }

  /** Tells the device everything. Switching on also releases a stale picture, so that the next one is announced. */
  async apply(commands: DeviceCommands, facts: DeviceFacts, options: RequestOptions): Promise<void> {
    const { enabled, raw, rawSize } = this.settings;
    if (!enabled) return this.switchOff(commands, options);
    if (raw) {
      // On most boards raw mode without a size does nothing.
      const { width, height } = rawSize ?? facts.board?.rawPreview ?? defaultRawSize;
      await tell(commands, options, StreamIoctl.rawCfg, width, height);
    }
    await tell(commands, options, StreamIoctl.rawCtrl, raw ? 1 : 0);
    await this.sendSource(commands, facts, options);
    await tell(commands, options, StreamIoctl.ctrl, 1);
  }

  switchOff(commands: DeviceCommands, options: RequestOptions): Promise<void> {
    return tell(commands, options, StreamIoctl.ctrl, 0);
  }

  async sendSource(commands: DeviceCommands, facts: DeviceFacts, options: RequestOptions): Promise<void> {
    const { sensorChipId } = this.settings;
    const [, minor, patch] = facts.versions.protocol;
    if (sensorChipId === undefined || (minor === 0 && patch < sourceSincePatch)) return;
    await tell(commands, options, StreamIoctl.source, sensorChipId);
  }
}

function tell(
  commands: DeviceCommands,
  options: RequestOptions,
  request: number,
  ...words: readonly number[]
): Promise<void> {
  return commands.channelIoctl(ChannelId.stream, request, encodeWords(words), options);
}
