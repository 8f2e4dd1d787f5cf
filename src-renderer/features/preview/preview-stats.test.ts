import { expect, test } from 'vitest';
import { FakeHost } from '../../testing/fake-host.ts';
import { createStores } from '../../state/stores.ts';
import { createPreviewStats } from './preview-stats.ts';

function setUp() {
  const host = new FakeHost();
  const { script } = createStores(host);
  let nowMs = 0;
  const stats = createPreviewStats({ script }, () => nowMs);
  let drawn = 0;
  /** The worker reports after this time, with so many new frames. */
  const report = (frames: number, cameraFps = 30, afterMs = 250): void => {
    nowMs += afterMs;
    drawn += frames;
    const counters = { drawn, cameraFps, shownFps: frames * 4, dropped: 0, width: 320, height: 240 };
    stats.take({ ...counters, format: 0, damaged: 0, lastDamaged: undefined, latencyMedianMs: 0, latencyP95Ms: 0 });
  };
  const startRun = (run: number): void => host.emit('script', 'started', { run, document: 'a' });
  const rates = () => stats.getState().rates;
  const startAgain = (): void => void (drawn = 0);
  return { report, startRun, rates, startAgain };
}

test('rates are those of the present run: a run without frames has none', () => {
  const { report, startRun, rates } = setUp();
  startRun(1);
  report(8);
  expect(rates()).toEqual({ cameraFps: 30, shownFps: 32 });
  startRun(2);
  expect(rates()).toBeUndefined();
  report(0);
  expect(rates()).toBeUndefined();
  report(7);
  expect(rates()).toEqual({ cameraFps: 30, shownFps: 28 });
});

test('rates go when frames stay out, sooner with a fast camera than with a slow one', () => {
  const { report, startRun, rates } = setUp();
  startRun(1);
  report(8);
  report(0, 30, 1900);
  expect(rates()?.cameraFps).toBe(30);
  report(0, 30, 200);
  expect(rates()).toBeUndefined();
  report(1, 0.5);
  report(0, 0.5, 5900);
  expect(rates()?.cameraFps).toBe(0.5);
});

test('frames of a lane that opened again count as new', () => {
  const { report, startRun, rates, startAgain } = setUp();
  report(100);
  startRun(1);
  startAgain();
  report(2);
  expect(rates()).toEqual({ cameraFps: 30, shownFps: 8 });
});
