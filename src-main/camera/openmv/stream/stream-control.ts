// The settings of the preview stream, and the requests that send them (docs/protocol-v2.md §12.5, §12.6). The device
// forgets most of them at every restart, so every session sends them again.

import { ChannelId, StreamIoctl } from '../../../../src-shared/openmv/constants.ts';
import { encodeWords } from '../../../../src-shared/openmv/payloads.ts';
import type { StreamSettings } from '../../../../src-shared/device/stream-settings.ts';
import type { DeviceCommands } from '../requests/device-commands.ts';
import type { DeviceFacts } from '../session/device-facts.ts';
import type { RequestOptions } from '../requests/link-request.ts';

/** STREAM_SOURCE is known since protocol 1.0.1. */
const sourceSincePatch = 1;
/** Largest raw frame in pixels, if neither the caller nor the board table gives one. */
const defaultRawSize = { width: 512, height: 512 };

export class StreamControl {
  settings: StreamSettings;

  constructor(settings: StreamSettings) {
    this.settings = settings;
  }

  /** Sends all settings. Switching on also releases a stale frame, so that the next one is announced. */
  async apply(commands: DeviceCommands, facts: DeviceFacts, options: RequestOptions): Promise<void> {
    const { enabled, raw, rawSize } = this.settings;
    if (!enabled) return this.switchOff(commands, options);
    if (raw) {
      // On most boards raw mode without a size does nothing.
      const { width, height } = rawSize ?? facts.board?.rawPreview ?? defaultRawSize;
      await send(commands, options, StreamIoctl.rawCfg, width, height);
    }
    await send(commands, options, StreamIoctl.rawCtrl, raw ? 1 : 0);
    await this.sendSource(commands, facts, options);
    await send(commands, options, StreamIoctl.ctrl, 1);
  }

  switchOff(commands: DeviceCommands, options: RequestOptions): Promise<void> {
    return send(commands, options, StreamIoctl.ctrl, 0);
  }

  async sendSource(commands: DeviceCommands, facts: DeviceFacts, options: RequestOptions): Promise<void> {
    const { sensorChipId } = this.settings;
    const [, minor, patch] = facts.versions.protocol;
    if (sensorChipId === undefined || (minor === 0 && patch < sourceSincePatch)) return;
    await send(commands, options, StreamIoctl.source, sensorChipId);
  }
}

function send(
  commands: DeviceCommands,
  options: RequestOptions,
  request: number,
  ...words: readonly number[]
): Promise<void> {
  return commands.channelIoctl(ChannelId.stream, request, encodeWords(words), options);
}
