// How long to wait for a frame before asking for one. A lost announcement stops the stream, so the wait follows the rate
// of the frames so far; each poll that finds nothing doubles it. Above: frame-pump.ts.

/** No frame for this long while a script runs: ask whether one waits unannounced. */
const longestMs = 500;
const shortestMs = 40;
const intervals = 3;
/** On a lossy link announcements get lost too: a poll that came just too early may double the wait, and no gap is seen. */
const longestLossyMs = 80;
/** Still none: release the buffer, in case the device waits for it. */
const releaseMs = 2000;
/** The device has announced a frame that it could not store; it may wait for the release. */
const overflowReleaseMs = 250;

export class FrameWatch {
  #lastFrameMs = 0;
  #intervalMs = longestMs;
  #emptyPolls = 0;
  #overflowed = false;

  /** Returns the delay until the first poll. */
  start(nowMs: number): number {
    this.#lastFrameMs = nowMs;
    this.#overflowed = false;
    return longestMs;
  }

  noteFrame(nowMs: number): void {
    // The first interval is better than none.
    const share = this.#intervalMs === longestMs ? 1 : 1 / 4;
    this.#intervalMs += (Math.min(longestMs, nowMs - this.#lastFrameMs) - this.#intervalMs) * share;
    this.#emptyPolls = 0;
    this.#lastFrameMs = nowMs;
    this.#overflowed = false;
  }

  noteEmptyPoll(): void {
    this.#emptyPolls++;
  }

  /** An announcement without a frame. Returns the delay until the buffer may have to be released. */
  noteMissing(lossy: boolean): number {
    this.#overflowed = true;
    // On a lossy link it was rather the announcement of a frame that has been released since.
    return lossy ? longestLossyMs : overflowReleaseMs;
  }

  noteReleased(nowMs: number): void {
    this.#overflowed = false;
    this.#lastFrameMs = nowMs;
  }

  /** Milliseconds until the next poll. */
  delayMs(lossy: boolean): number {
    const usualMs = Math.max(shortestMs, intervals * this.#intervalMs);
    return Math.min(lossy ? longestLossyMs : longestMs, usualMs * 2 ** this.#emptyPolls);
  }

  /** Nothing waits on the device, which may itself wait for a release. */
  needsRelease(nowMs: number): boolean {
    return this.#overflowed || nowMs - this.#lastFrameMs >= releaseMs;
  }
}
