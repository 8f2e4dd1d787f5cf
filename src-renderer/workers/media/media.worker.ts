// Connects a LanePlayer to the page: messages in, reports out.

import { toDisposable } from '../../../src-shared/lib/disposable.ts';
import { LanePlayer } from './lane-player.ts';
import { readLane } from './lane-reader.ts';
import { FramePainter } from './painter.ts';
import type { PreviewCommand, PreviewReport } from './preview-messages.ts';

const player = new LanePlayer({
  report: (message: PreviewReport) => self.postMessage(message),
  nowMs: () => performance.timeOrigin + performance.now(),
  nextDisplay: () =>
    new Promise((resolve) => {
      if (typeof requestAnimationFrame === 'function') requestAnimationFrame(() => resolve());
      else setTimeout(resolve, 16);
    }),
  every(intervalMs, callback) {
    const handle = setInterval(callback, intervalMs);
    return toDisposable(() => clearInterval(handle));
  },
  readLane,
  createPainter: (canvas, events) => new FramePainter(canvas, events),
});

self.addEventListener('message', ({ data: command }: MessageEvent<PreviewCommand>) => {
  switch (command.type) {
    case 'canvas':
      player.useCanvas(command.canvas);
      return;
    case 'lane':
      void player.follow(command.source);
      return;
    case 'leave':
      player.leave();
      return;
    case 'save':
      void player.save();
      return;
  }
});
