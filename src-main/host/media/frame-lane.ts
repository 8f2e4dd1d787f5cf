// One page's lane of frames: nothing leaves without a credit, and what waits follows the drop rule of FrameQueue.
// Above: the media sources. Below: the sink of a shell (an HTTP response or a message port).

import { encodeLaneHeader, laneHeaderSize, type LaneFrame } from '../../../src-shared/contract/frame-lane.ts';
import { FrameQueue } from '../../../src-shared/contract/frame-queue.ts';

/** Credits beyond this are not kept, so at most this many frames are on their way to the page. */
export const maxLaneCredits = 8;

export interface LaneSink {
  /** One frame: its header (`laneHeaderSize` bytes), then its data. The sink may change neither. */
  send(header: Uint8Array<ArrayBuffer>, data: Uint8Array): void;
  /** No more frames will come. */
  end(): void;
}

export class FrameLane {
  readonly #queue = new FrameQueue<LaneFrame>();
  #sink: LaneSink | undefined;
  #credits = 0;
  #droppedByHost = 0;
  #ended = false;

  /** Frames dropped because there was no credit for them, since the last `resetCounters`. */
  get droppedByHost(): number {
    return this.#droppedByHost;
  }

  resetCounters(): void {
    this.#droppedByHost = 0;
  }

  /** Sends to this sink from now on; the former sink ends. */
  attach(sink: LaneSink): void {
    if (this.#ended) {
      sink.end();
      return;
    }
    this.#sink?.end();
    this.#sink = sink;
    this.#sendWaiting();
  }

  /** Takes the sink off if it is still the attached one. */
  detach(sink: LaneSink): void {
    if (this.#sink === sink) this.#sink = undefined;
  }

  grant(count: number): void {
    this.#credits = Math.min(maxLaneCredits, this.#credits + count);
    this.#sendWaiting();
  }

  offer(frame: LaneFrame): void {
    if (this.#ended) return;
    this.#droppedByHost += this.#queue.push(frame);
    this.#sendWaiting();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#queue.clear();
    this.#sink?.end();
    this.#sink = undefined;
  }

  #sendWaiting(): void {
    while (this.#sink !== undefined && this.#credits > 0) {
      const next = this.#queue.take();
      if (next === undefined) return;
      this.#credits -= 1;
      this.#sink.send(encodeLaneHeader({ ...next.header, droppedByHost: this.#droppedByHost }), next.data);
    }
  }
}

/** Header and data in one array, for sinks that deliver one message per frame. */
export function joinFrame(header: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(laneHeaderSize + data.length);
  joined.set(header);
  joined.set(data, laneHeaderSize);
  return joined;
}
