// Owns the end of the frame lane and the canvas: reads, decodes, draws, counts. The page only steers it.
// A picture is drawn as soon as it is there; then the worker waits for the display before it takes the next, so that
// what is counted as shown was shown. While it is busy only the newest waiting frame is kept.

import { FramePainter } from './frame-painter.ts';
import { readHttpLane, readPortLane, type LaneFrame } from './lane-reader.ts';
import { PreviewFigures } from './preview-figures.ts';
import type { PreviewCommand, PreviewReport } from './preview-messages.ts';

const statsIntervalMs = 250;
/** Frames under way: one being drawn, one coming. */
const lookAhead = 2;

const wallClockMs = (): number => performance.timeOrigin + performance.now();

let painter: FramePainter | undefined;
let figures = new PreviewFigures(wallClockMs());
let lane: AbortController | undefined;
let busy = false;
let waiting: LaneFrame | undefined;

const report = (message: PreviewReport): void => self.postMessage(message);

function nextDisplay(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestAnimationFrame === 'function') requestAnimationFrame(() => resolve());
    else setTimeout(resolve, 16);
  });
}

async function takeFrame(frame: LaneFrame): Promise<void> {
  if (busy) {
    if (waiting !== undefined) {
      figures.droppedFrame();
      report({ type: 'credit', count: 1 });
    }
    waiting = frame;
    return;
  }
  busy = true;
  for (let next: LaneFrame | undefined = frame; next !== undefined; next = waiting) {
    waiting = undefined;
    if (painter !== undefined) {
      const painted = await painter.paint(next);
      if (painted) figures.drawnFrame(next.header, painter.size, wallClockMs());
      else figures.damagedFrame(next.header);
    }
    await nextDisplay();
    report({ type: 'credit', count: 1 });
  }
  busy = false;
}

async function followLane(source: Extract<PreviewCommand, { type: 'lane' }>['source']): Promise<void> {
  lane?.abort();
  const current = new AbortController();
  lane = current;
  figures = new PreviewFigures(wallClockMs());
  waiting = undefined;
  const onFrame = (frame: LaneFrame): void => {
    if (!current.signal.aborted) void takeFrame(frame);
  };
  const timer = setInterval(() => report({ type: 'stats', stats: figures.stats(wallClockMs()) }), statsIntervalMs);
  report({ type: 'credit', count: lookAhead });
  await (source.kind === 'http'
    ? readHttpLane(source.url, onFrame, current.signal)
    : readPortLane(source.port, onFrame, current.signal));
  clearInterval(timer);
  if (!current.signal.aborted) report({ type: 'lane-ended' });
}

self.addEventListener('message', (event: MessageEvent<PreviewCommand>) => {
  const command = event.data;
  switch (command.type) {
    case 'canvas':
      painter = new FramePainter(command.canvas);
      return;
    case 'lane':
      void followLane(command.source);
      return;
    case 'lane-gone':
      lane?.abort();
      return;
    case 'save':
      void (painter?.toPng() ?? Promise.resolve(undefined)).then((png) => report({ type: 'picture', png }));
      return;
  }
});
