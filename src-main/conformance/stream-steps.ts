// Steps shared by the rows about the preview. The script makes its own frames, so no sensor is needed.

import { eventNotify, StreamIoctl } from '../../src-shared/openmv/constants.ts';
import { decodeEvent } from '../../src-shared/openmv/payloads.ts';
import { stream } from './channels.ts';
import { ConformanceFailure } from './conformance-failure.ts';
import type { Device } from './probed-device.ts';
import { expectAnswer, joinPayloads } from './probe-packet.ts';

/** Enables raw frames up to 320×240. */
export async function streamRaw(device: Device): Promise<void> {
  expectAnswer(await device.ioctl(stream, StreamIoctl.rawCfg, 320, 240), 'ack', 'STREAM_RAW_CFG');
  expectAnswer(await device.ioctl(stream, StreamIoctl.rawCtrl, 1), 'ack', 'STREAM_RAW_CTRL');
  expectAnswer(await device.ioctl(stream, StreamIoctl.ctrl, 1), 'ack', 'STREAM_CTRL');
}

/** Makes the script show a frame whose bytes count up from `start`. Returns the number of events before it. */
export function frame(
  device: Device,
  format: 'gray' | 'rgb565' | 'binary' | 'jpeg',
  [width, height]: readonly [width: number, height: number],
  start: number,
): Promise<number> {
  return device.helper.perform(`frame ${format} ${width} ${height} ${start}`);
}

/** The number of stream notices among the events after the first `from`. */
export function streamNotices(device: Device, from: number): number {
  return device.probe.events
    .slice(from)
    .filter(({ channel, payload }) => channel === stream && decodeEvent(payload) === eventNotify).length;
}

/** The whole frame that waits in the stream, including its header. */
export async function readFrame(device: Device): Promise<Uint8Array> {
  const size = await device.size(stream);
  if (size === 0) throw new ConformanceFailure('a frame', 'SIZE 0');
  return joinPayloads(await device.read(stream, 0, size));
}
