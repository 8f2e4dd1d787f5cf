// Plays a frame lane on a canvas: reads, decodes, draws, counts, and grants credit for every frame that is done.
// Above: media.worker.ts, which connects it to the page. Below: lane-reader.ts and painter.ts.
//
// A still is drawn as soon as it arrives; then the player waits for the display before it takes the next one, so that
// frames counted as shown were on the screen. Frames that arrive until then wait by the rule of FrameQueue.

import { FrameQueue } from '../../../src-shared/contract/frame-queue.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { isVideo } from '../../../src-shared/picture/encoding.ts';
import type { ReceivedFrame } from './decoders/frame-decoder.ts';
import type { LaneSource, ReadLane } from './lane-reader.ts';
import type { FramePainter, PainterEvents } from './painter.ts';
import { PreviewFigures } from './preview-figures.ts';
import type { PreviewReport } from './preview-messages.ts';

const statsIntervalMs = 250;
/** Frames on their way to the player: one is being drawn while the next one is transferred. */
const lookAhead = 2;

export interface LanePlayerParts {
  readonly report: (message: PreviewReport) => void;
  /** Wall-clock milliseconds. */
  readonly nowMs: () => number;
  /** Resolves when the display has shown what was drawn. */
  readonly nextDisplay: () => Promise<void>;
  readonly every: (intervalMs: number, callback: () => void) => Disposable;
  readonly readLane: ReadLane;
  readonly createPainter: (canvas: OffscreenCanvas, events: PainterEvents) => Pick<FramePainter, 'push' | 'toPng'>;
}

export class LanePlayer {
  readonly #parts: LanePlayerParts;
  readonly #queue = new FrameQueue<ReceivedFrame>();
  #painter: ReturnType<LanePlayerParts['createPainter']> | undefined;
  #figures: PreviewFigures;
  /** The lane that is read; aborted when another one replaces it. */
  #lane: AbortController | undefined;
  #busy = false;

  constructor(parts: LanePlayerParts) {
    this.#parts = parts;
    this.#figures = new PreviewFigures(parts.nowMs());
  }

  /** Draws on this canvas from now on. */
  useCanvas(canvas: OffscreenCanvas): void {
    this.#painter = this.#parts.createPainter(canvas, {
      drawn: (header, size) => this.#figures.drawnFrame(header, size, this.#parts.nowMs()),
      damaged: (header) => this.#figures.damagedFrame(header),
    });
  }

  /** Reads this lane in place of the former one. Resolves when it has ended. */
  async follow(source: LaneSource): Promise<void> {
    const { report, nowMs, every, readLane } = this.#parts;
    this.leave();
    const lane = new AbortController();
    this.#lane = lane;
    this.#figures = new PreviewFigures(nowMs());
    const stats = every(statsIntervalMs, () => report({ type: 'stats', stats: this.#figures.stats(nowMs()) }));
    report({ type: 'credit', count: lookAhead });
    await readLane(source, (frame) => this.#receive(frame, lane.signal), lane.signal);
    stats.dispose();
    if (!lane.signal.aborted) report({ type: 'lane-ended' });
  }

  /** Stops reading; what is on the canvas stays. */
  leave(): void {
    this.#lane?.abort();
    this.#lane = undefined;
    this.#queue.clear();
  }

  /** Reports the content of the canvas as a PNG file; undefined before there is a canvas. */
  async save(): Promise<void> {
    this.#parts.report({ type: 'saved', png: await this.#painter?.toPng() });
  }

  #receive(frame: ReceivedFrame, signal: AbortSignal): void {
    if (signal.aborted) return;
    const dropped = this.#queue.push(frame);
    if (dropped > 0) {
      this.#figures.droppedFrames(dropped);
      this.#parts.report({ type: 'credit', count: dropped });
    }
    if (!this.#busy) void this.#playWaiting();
  }

  async #playWaiting(): Promise<void> {
    this.#busy = true;
    for (let next = this.#queue.take(); next !== undefined; next = this.#queue.take()) {
      const lane = this.#lane;
      await this.#painter?.push(next);
      // Video that is faster than the display must not pile up: dropping one frame would cost all up to a key frame.
      if (!isVideo(next.header.encoding) || this.#queue.length === 0) await this.#parts.nextDisplay();
      if (lane !== undefined && lane === this.#lane) this.#parts.report({ type: 'credit', count: 1 });
    }
    this.#busy = false;
  }
}
