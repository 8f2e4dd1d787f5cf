// Steps that rows about the preview share. The script shows pictures of its own: no sensor is needed.

import { eventNotify, StreamIoctl } from '../../src-shared/openmv/constants.ts';
import { decodeEvent } from '../../src-shared/openmv/payloads.ts';
import { stream } from './channels.ts';
import { ConformanceFailure } from './conformance-failure.ts';
import type { Device } from './probed-device.ts';
import { expectAnswer, joinPayloads } from './probe-packet.ts';

/** Raw frames up to 320×240, and nothing waiting. */
export async function streamRaw(device: Device): Promise<void> {
  expectAnswer(await device.ioctl(stream, StreamIoctl.rawCfg, 320, 240), 'ack', 'STREAM_RAW_CFG');
  expectAnswer(await device.ioctl(stream, StreamIoctl.rawCtrl, 1), 'ack', 'STREAM_RAW_CTRL');
  expectAnswer(await device.ioctl(stream, StreamIoctl.ctrl, 1), 'ack', 'STREAM_CTRL');
}

/** The script shows a picture whose bytes count up from `start`. Returns how many events there were before. */
export function frame(
  device: Device,
  format: 'gray' | 'rgb565' | 'binary' | 'jpeg',
  width: number,
  height: number,
  start: number,
): Promise<number> {
  return device.helper.perform(`frame ${format} ${width} ${height} ${start}`);
}

/** How often the stream announced something since then. */
export function streamNotices(device: Device, from: number): number {
  return device.probe.events
    .slice(from)
    .filter(({ channel, payload }) => channel === stream && decodeEvent(payload) === eventNotify).length;
}

/** The whole frame that waits, header and all. */
export async function readFrame(device: Device): Promise<Uint8Array> {
  const size = await device.size(stream);
  if (size === 0) throw new ConformanceFailure('a frame', 'SIZE 0');
  return joinPayloads(await device.read(stream, 0, size));
}
