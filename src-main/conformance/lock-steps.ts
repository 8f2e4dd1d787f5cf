// Locking under the interval that all channels share (docs/protocol-v2.md §12.7).

import { lockIntervalMs, Opcode } from '../../src-shared/openmv/constants.ts';
import { ConformanceFailure } from './conformance-failure.ts';
import type { Device } from './probed-device.ts';
import { shortForm } from './probe-packet.ts';

/** Some device may be slow. */
const lockLimitMs = 500;

/** Until the interval since the last lock, of whatever channel, is over for certain. */
export async function passLockInterval(device: Device): Promise<void> {
  await device.probe.pass(lockIntervalMs + 2);
}

/** LOCK until the interval since the last one has passed. */
export async function lockChannel(device: Device, channel: number): Promise<void> {
  const { probe } = device;
  const endMs = probe.time.now() + lockLimitMs;
  for (;;) {
    const packets = await device.request(Opcode.channelLock, channel);
    if (shortForm(packets) === 'ack') return;
    if (probe.time.now() >= endMs) throw new ConformanceFailure('ack', shortForm(packets), 'LOCK');
    await probe.pass(1);
  }
}
