import { expect, test } from 'vitest';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { LaneHeader } from '../../../src-shared/contract/frame-lane.ts';
import { PreviewFigures } from './preview-figures.ts';

const size = { width: 320, height: 240 };

function frame(sequence: number, eventAtMs: number): LaneHeader {
  return {
    ...size,
    sequence,
    format: PixelFormat.rgb565,
    dataBytes: 153_600,
    cameraFps: 60,
    eventAtMs,
    receivedAtMs: eventAtMs + 1,
    droppedByCamera: 3,
    droppedByHost: 4,
    source: 1,
    encoding: 'raw',
    keyFrame: true,
  };
}

test('frames of the last second give the shown rate, and the median and 95th percentile of their delay', () => {
  const figures = new PreviewFigures(0);
  for (let index = 0; index < 40; index++) figures.drawnFrame(frame(index, index * 50), size, index * 50 + index);
  expect(figures.stats(1999)).toMatchObject({ shownFps: 20, drawn: 40, latencyMedianMs: 20, latencyP95Ms: 38 });
});

test('drops of the camera, the host and the page make one number', () => {
  const figures = new PreviewFigures(0);
  figures.drawnFrame(frame(1, 10), size, 15);
  figures.droppedFrames(1);
  expect(figures.stats(20).dropped).toBe(8);
});

test('a frame from before the lane was opened is shown but not counted as late', () => {
  const figures = new PreviewFigures(10_000);
  figures.drawnFrame(frame(1, 2000), size, 10_050);
  expect(figures.stats(10_100)).toMatchObject({ drawn: 1, latencyMedianMs: 0 });
});
