// The media sources of one camera, and the lanes that show the selected one.
// Above: frames-service.ts. Below: media-source.ts; one FrameLane per page.

import type { LaneFrame } from '../../../src-shared/contract/frame-lane.ts';
import type { FrameSource } from '../../../src-shared/contract/frames.ts';
import { toDisposable, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import type { FrameLane } from './frame-lane.ts';
import { createMediaSource, type MediaSource, type MediaSourceParts } from './media-source.ts';

export interface MediaSourcesOptions extends MediaSourceParts {
  /** Wall-clock milliseconds, as a page's Date.now gives them. */
  readonly wallClock: () => number;
}

/** Totals of the connection. */
export interface FrameTotals {
  readonly received: number;
  readonly bytes: number;
  readonly droppedByCamera: number;
}

const noTotals: FrameTotals = { received: 0, bytes: 0, droppedByCamera: 0 };

/** Counts all sources of the process: lanes and decoders tell sources apart by number, also when a lane changes cameras. */
let lastSourceNumber = 0;

export class MediaSources implements Disposable {
  readonly #options: MediaSourcesOptions;
  readonly #lanes = new Set<FrameLane>();
  readonly #frames = new Emitter<{ readonly source: string; readonly frame: Frame }>();
  readonly #problems = new Emitter<Error>();
  #selected: { readonly spec: FrameSource; readonly source: MediaSource; readonly number: number };
  #newest: LaneFrame | undefined;
  #totals = noTotals;

  /** Every frame of the selected source. */
  readonly onFrame = this.#frames.event;
  readonly onProblem = this.#problems.event;

  constructor(options: MediaSourcesOptions) {
    this.#options = options;
    this.#selected = this.#start({ kind: 'stream' });
  }

  get selected(): FrameSource {
    return this.#selected.spec;
  }

  get totals(): FrameTotals {
    return this.#totals;
  }

  /** Ends the selected source and starts this one. */
  select(spec: FrameSource): void {
    this.#selected.source.dispose();
    this.#selected = this.#start(spec);
  }

  /** Sends the frames to this lane, the newest one at once, until the result is disposed. */
  show(lane: FrameLane): Disposable {
    this.#lanes.add(lane);
    if (this.#newest?.header.keyFrame === true) lane.offer(this.#newest);
    return toDisposable(() => this.#lanes.delete(lane));
  }

  /** A connection begins. */
  resetTotals(): void {
    this.#totals = noTotals;
    for (const lane of this.#lanes) lane.resetCounters();
  }

  dispose(): void {
    this.#selected.source.dispose();
    this.#lanes.clear();
  }

  #start(spec: FrameSource): { spec: FrameSource; source: MediaSource; number: number } {
    lastSourceNumber = (lastSourceNumber % 0xffff) + 1;
    const number = lastSourceNumber;
    const source = createMediaSource(spec, this.#options);
    source.start({
      frame: (frame) => this.#onFrame(frame, source.id, number),
      problem: (error) => this.#problems.emit(error),
    });
    return { spec, source, number };
  }

  #onFrame(frame: Frame, source: string, number: number): void {
    const { clock, wallClock } = this.#options;
    const { data, droppedBefore, ...facts } = frame;
    const { received, bytes, droppedByCamera } = this.#totals;
    this.#totals = {
      received: received + 1,
      bytes: bytes + data.length,
      droppedByCamera: droppedByCamera + droppedBefore,
    };
    const toWallMs = wallClock() - clock.now();
    this.#newest = {
      header: {
        ...facts,
        eventAtMs: frame.eventAtMs + toWallMs,
        receivedAtMs: frame.receivedAtMs + toWallMs,
        source: number,
        dataBytes: data.length,
        droppedByCamera: this.#totals.droppedByCamera,
        droppedByHost: 0,
      },
      data,
    };
    for (const lane of this.#lanes) lane.offer(this.#newest);
    this.#frames.emit({ source, frame });
  }
}
