// What can be set about a virtual camera beside its board. Tests reach every corner of the firmware's behaviour with it.

import { packetOverhead } from '../../../../../src-shared/openmv/constants.ts';
import type { Capabilities, Versions } from '../../../../../src-shared/openmv/payloads.ts';
import type { RetransmissionPlan } from '../link/ack-wait.ts';
import type { SimulatedBoard } from '../boards.ts';

export interface CameraSettings {
  readonly transportName: 'usb' | 'network';
  /** Protocol buffer; the default is the board's. */
  readonly bufferBytes: number;
  readonly stdioRingBytes: number;
  /** Text held in front of the stdout ring; 0 is the firmware to the letter. */
  readonly stdoutBacklogBytes: number;
  /** What holds after SYNC and reboots. */
  readonly defaults: Capabilities;
  readonly retransmission: RetransmissionPlan;
  readonly strayFragments: boolean;
  readonly lockIntervalMs: number;
  /** The least that a soft reboot takes, deaf. */
  readonly rebootMs: number;
  readonly scriptLimitBytes: number;
  /** As firmware built with the profiler. */
  readonly profileChannel: boolean;
  readonly pmuCounters: number;
  readonly versions: Versions;
}

/** Changes to what a camera of the board has; all of it can be copied to a worker. */
export type CameraSettingChanges = Partial<Omit<CameraSettings, 'defaults'>> & {
  readonly defaults?: Partial<Capabilities>;
};

/** Fills in what a camera of this board has; `defaults` may be given in part. */
export function cameraSettings(board: SimulatedBoard, changes: CameraSettingChanges = {}): CameraSettings {
  const bufferBytes = changes.bufferBytes ?? board.protocolBufferBytes;
  return {
    transportName: 'usb',
    stdioRingBytes: board.stdioRingBytes,
    stdoutBacklogBytes: 256 * 1024,
    retransmission: { retries: 3, firstTimeoutMs: 500 },
    strayFragments: true,
    lockIntervalMs: 10,
    rebootMs: 100,
    scriptLimitBytes: 1024 * 1024,
    profileChannel: false,
    pmuCounters: board.pmuCounters,
    versions: { protocol: [1, 0, 2], bootloader: [1, 0, 3], firmware: [5, 0, 0] },
    ...changes,
    bufferBytes,
    defaults: {
      crc: true,
      seq: true,
      ack: true,
      events: true,
      maxPayload: bufferBytes - packetOverhead,
      ...changes.defaults,
    },
  };
}
