// One page's lane of frames: the newest wins, and nothing leaves without a credit.
// Over it: frame-hub.ts. Under it: whatever the shell brings frames by.

import { laneHeaderSize, encodeLaneHeader } from '../../src-shared/contract/frames.ts';
import type { LaneFrameHeader } from '../../src-shared/contract/frames.ts';

/** Credits beyond this are not kept, so never more frames than this are on their way. */
export const maxLaneCredits = 8;

export interface LaneSink {
  /** One frame: its header (`laneHeaderSize` bytes), then its data. Neither may be changed by the sink. */
  send(header: Uint8Array<ArrayBuffer>, data: Uint8Array): void;
  /** No more frames will come. */
  end(): void;
}

export interface LaneFrame {
  readonly header: Omit<LaneFrameHeader, 'droppedByHost'>;
  readonly data: Uint8Array;
}

export class FrameLane {
  #sink: LaneSink | undefined;
  #credits = 0;
  #waiting: LaneFrame | undefined;
  #droppedByHost = 0;
  #ended = false;

  /** Frames that a newer one replaced before there was credit, since the last `resetCounters`. */
  get droppedByHost(): number {
    return this.#droppedByHost;
  }

  resetCounters(): void {
    this.#droppedByHost = 0;
  }

  attach(sink: LaneSink): void {
    if (this.#ended) {
      sink.end();
      return;
    }
    this.#sink?.end();
    this.#sink = sink;
    this.#sendWaiting();
  }

  /** Takes the sink off when it is still the attached one. */
  detach(sink: LaneSink): void {
    if (this.#sink === sink) this.#sink = undefined;
  }

  grant(count: number): void {
    this.#credits = Math.min(maxLaneCredits, this.#credits + count);
    this.#sendWaiting();
  }

  offer(frame: LaneFrame): void {
    if (this.#ended) return;
    if (this.#waiting !== undefined) this.#droppedByHost += 1;
    this.#waiting = frame;
    this.#sendWaiting();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting = undefined;
    this.#sink?.end();
    this.#sink = undefined;
  }

  #sendWaiting(): void {
    if (this.#waiting === undefined || this.#sink === undefined || this.#credits === 0) return;
    const { header, data } = this.#waiting;
    this.#waiting = undefined;
    this.#credits -= 1;
    this.#sink.send(encodeLaneHeader({ ...header, droppedByHost: this.#droppedByHost }), data);
  }
}

/** Header and data in one array, for sinks that deliver a frame a message. */
export function joinFrame(header: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(laneHeaderSize + data.length);
  joined.set(header);
  joined.set(data, laneHeaderSize);
  return joined;
}
