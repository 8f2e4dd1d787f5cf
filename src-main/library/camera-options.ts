import type { Clock } from '../../src-shared/lib/clock.ts';
import type { BoardTable } from '../../src-shared/device/boards.ts';
import type { ReadSequence } from '../camera/openmv/stream/frame-reader.ts';
import type { LinkSettings } from '../camera/openmv/link/link-settings.ts';

/** What the link agrees on with the camera; may be changed while connected by `updateCapabilities`. */
export interface LinkOptions {
  /** Checksums on every packet. Default true. */
  readonly crc?: boolean;
  /** Numbers on every packet. Default true; without them a lost reply looks like a lost request. */
  readonly seq?: boolean;
  /**
   * Every packet of the camera is acknowledged. Default false: lost packets are noticed by their numbers, and the camera
   * does not stand still at each loss.
   */
  readonly ack?: boolean;
  /** The camera reports by itself. Default true; without it there are no frames and no text. */
  readonly events?: boolean;
  /** Largest payload in bytes. Default: what the camera takes. */
  readonly maxPayload?: number;
  /** Milliseconds of silence after which the link is repaired; five times as long while a script runs. Default 1000. */
  readonly timeoutMs?: number;
  /** How often a request that a disturbance spoiled is repeated, where that is safe. Default 3. */
  readonly maxRetry?: number;
}

/** Options of `new Camera`. */
export interface CameraOptions extends LinkOptions {
  /** For tests of applications: the probability, 0 to 1, that a packet to the camera gets lost. Default 0. */
  readonly dropRate?: number;
  /** How frames are read. Default: the fastest that the camera allows. */
  readonly readSequence?: ReadSequence;
  /** Names of boards and sensors, instead of the table that comes with the package. */
  readonly boards?: BoardTable;
  /** Time from outside, for tests. */
  readonly clock?: Clock;
}

const busyFactor = 5;

export function linkSettings(options: LinkOptions): Partial<LinkSettings> {
  const { timeoutMs, crc, seq, ack, events, maxPayload, maxRetry } = options;
  return {
    ...(crc !== undefined && { crc }),
    ...(seq !== undefined && { seq }),
    ...(ack !== undefined && { ack }),
    ...(events !== undefined && { events }),
    ...(maxPayload !== undefined && { maxPayload }),
    ...(maxRetry !== undefined && { maxRetry }),
    ...(timeoutMs !== undefined && { idleTimeoutMs: timeoutMs, busyTimeoutMs: busyFactor * timeoutMs }),
  };
}
