// Frames that wait for a consumer, and the rule by which they are dropped. The host's lane and the media worker use the
// same rule.
//
// Overflow: of stills only the newest is kept. Video frames need the ones before them, so a few wait in order; when they
// become too many all of them are dropped, and so is every frame up to the next key frame. What is dropped is counted.

import { isVideo } from '../picture/encoding.ts';
import type { LaneHeader } from './frame-lane.ts';

/** Video frames that may wait: a third of a second at 30 frames per second, beyond which the page would lag behind. */
export const maxWaitingVideoFrames = 10;

interface Queued {
  readonly header: Pick<LaneHeader, 'encoding' | 'keyFrame' | 'source'>;
}

export class FrameQueue<T extends Queued> {
  #waiting: T[] = [];
  /** The source whose frames up to the next key frame cannot be decoded; undefined before the first video frame. */
  #video: { readonly source: number; skipping: boolean } | undefined;

  get length(): number {
    return this.#waiting.length;
  }

  /** Adds a frame and returns how many were dropped for it, the frame itself included. */
  push(frame: T): number {
    const { encoding, source } = frame.header;
    if (!isVideo(encoding)) {
      this.#video = undefined;
      return this.#replaceAll(frame);
    }
    const dropped = this.#video?.source === source ? 0 : this.#startVideo(source);
    return dropped + this.#pushVideo(frame);
  }

  /** The oldest frame. */
  take(): T | undefined {
    return this.#waiting.shift();
  }

  clear(): void {
    this.#waiting = [];
    this.#video = undefined;
  }

  #replaceAll(frame: T): number {
    const dropped = this.#waiting.length;
    this.#waiting = [frame];
    return dropped;
  }

  #startVideo(source: number): number {
    const dropped = this.#waiting.length;
    this.#waiting = [];
    this.#video = { source, skipping: true };
    return dropped;
  }

  #pushVideo(frame: T): number {
    const video = this.#video!;
    if (frame.header.keyFrame) video.skipping = false;
    if (video.skipping) return 1;
    if (this.#waiting.length < maxWaitingVideoFrames) {
      this.#waiting.push(frame);
      return 0;
    }
    if (frame.header.keyFrame) return this.#replaceAll(frame);
    const dropped = this.#waiting.length + 1;
    this.#waiting = [];
    video.skipping = true;
    return dropped;
  }
}
