// How long to wait for the next packet before a repetition or a recovery. The wait is long on a clean link, since a busy
// device would otherwise be asked twice, and short after recent loss.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import * as limits from './link-settings.ts';
import type { ReadPlan } from '../requests/link-request.ts';
import type { Batch } from '../requests/batch.ts';

export class ReplyTimeouts {
  /** Packets get lost, and overtake each other. */
  readonly datagrams: boolean;
  readonly #clock: Clock;
  #lastLossMs = Number.NEGATIVE_INFINITY;
  #roundTripMs = 1;
  /** Asked for with every packet, so without a fraction: that would be a new object each time. */
  #wholeRoundTripMs = 1;

  constructor(clock: Clock, datagrams: boolean) {
    this.#clock = clock;
    this.datagrams = datagrams;
  }

  /** Packets were lost lately, or the transport is known to lose them. */
  get lossy(): boolean {
    return this.datagrams || this.#clock.now() - this.#lastLossMs < limits.lossMemoryMs;
  }

  noteLoss(): void {
    this.#lastLossMs = this.#clock.now();
  }

  /** An answer arrived without repetition, this long after its request. */
  noteRoundTrip(durationMs: number): void {
    this.#roundTripMs += (durationMs - this.#roundTripMs) / 8;
    this.#wholeRoundTripMs = Math.ceil(this.#roundTripMs);
  }

  /** Milliseconds until the next packet of the batch is late. */
  forBatch(batch: Batch, acknowledges: boolean): number {
    const current = batch.current;
    if (current === undefined) return limits.repeatLargestMs;
    if (current.hasData) return this.#forFragment(current.request.read, acknowledges);
    const large = (current.request.payload?.length ?? 0) > limits.smallPayloadBytes;
    const first = this.#firstRepeatMs(large, acknowledges) + 4 * this.#wholeRoundTripMs;
    // On a lossy link the second wait is as short as the first: a lost packet does not mean a busy device.
    const doublings = batch.transmissions - (this.lossy ? 2 : 1);
    return Math.min(limits.repeatLargestMs, first * 2 ** Math.max(0, doublings));
  }

  #firstRepeatMs(large: boolean, acknowledges: boolean): number {
    // The device may be waiting for an acknowledgement, and a copy would fill its ring.
    if (acknowledges) return large ? limits.repeatLargestMs : limits.repeatAckMs;
    if (this.lossy) return limits.repeatLossyMs;
    return large ? limits.repeatLargestMs : limits.repeatCleanMs;
  }

  #forFragment(read: ReadPlan | undefined, acknowledges: boolean): number {
    if (acknowledges) return limits.fragmentAckTimeoutMs;
    if (read?.fixedPieces !== true && read?.prompt !== true) {
      // Between the pieces the device runs a script's code.
      return this.lossy ? limits.fragmentLossyMs : limits.fragmentTimeoutMs;
    }
    // Data that is given up here cannot be read again, unlike a frame.
    if (!read.fixedPieces && !this.lossy) return limits.fragmentLossyMs;
    return this.lossy
      ? 2 * limits.repeatLossyMs + 4 * this.#wholeRoundTripMs
      : limits.repeatCleanMs + 8 * this.#wholeRoundTripMs;
  }
}
