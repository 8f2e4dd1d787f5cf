// Counts what the preview shows and how late it is.

import type { LaneHeader } from '../../../src-shared/contract/frame-lane.ts';
import type { PreviewStats } from './preview-messages.ts';

const latencyWindow = 120;
const rateWindowMs = 1000;

export class PreviewFigures {
  #header: LaneHeader | undefined;
  #size = { width: 0, height: 0 };
  #drawn = 0;
  #damaged = 0;
  #lastDamaged: LaneHeader | undefined;
  #droppedByPage = 0;
  #drawTimes: number[] = [];
  #latencies: number[] = [];
  readonly #openedAtMs: number;

  /** @param openedAtMs Wall-clock time at which the lane was opened. Earlier frames are shown, but not counted as late. */
  constructor(openedAtMs: number) {
    this.#openedAtMs = openedAtMs;
  }

  drawnFrame(header: LaneHeader, size: { readonly width: number; readonly height: number }, nowMs: number): void {
    this.#header = header;
    this.#size = size;
    this.#drawn++;
    this.#drawTimes.push(nowMs);
    if (header.eventAtMs < this.#openedAtMs) return;
    this.#latencies.push(Math.max(0, nowMs - header.eventAtMs));
    if (this.#latencies.length > latencyWindow) this.#latencies.shift();
  }

  damagedFrame(header: LaneHeader): void {
    this.#damaged++;
    this.#lastDamaged = header;
  }

  droppedFrames(count: number): void {
    this.#droppedByPage += count;
  }

  stats(nowMs: number): PreviewStats {
    this.#drawTimes = this.#drawTimes.filter((time) => time > nowMs - rateWindowMs);
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return {
      width: this.#size.width,
      height: this.#size.height,
      format: this.#header?.format ?? 0,
      cameraFps: this.#header?.cameraFps ?? 0,
      shownFps: this.#drawTimes.length * (1000 / rateWindowMs),
      dropped: (this.#header?.droppedByCamera ?? 0) + (this.#header?.droppedByHost ?? 0) + this.#droppedByPage,
      damaged: this.#damaged,
      lastDamaged:
        this.#lastDamaged === undefined
          ? undefined
          : { format: this.#lastDamaged.format, sizeBytes: this.#lastDamaged.dataBytes },
      drawn: this.#drawn,
      latencyMedianMs: at(0.5),
      latencyP95Ms: at(0.95),
    };
  }
}
