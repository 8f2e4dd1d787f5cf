import { expect, test } from 'vitest';
import { ManualClock, type Clock } from '../../../src-shared/lib/clock.ts';
import { Watchdog } from './watchdog.ts';

test('expires once, the given time after it was last postponed', () => {
  const clock = new ManualClock();
  const expired: number[] = [];
  const watchdog = new Watchdog(clock, () => expired.push(clock.now()));
  watchdog.set(100);
  for (let at = 10; at <= 90; at += 10) {
    clock.advance(10);
    watchdog.set(100);
  }
  clock.advance(1000);
  expect(expired).toEqual([190]);
});

test('can be set to expire sooner', () => {
  const clock = new ManualClock();
  const expired: number[] = [];
  const watchdog = new Watchdog(clock, () => expired.push(clock.now()));
  watchdog.set(1000);
  watchdog.set(20);
  clock.advance(2000);
  expect(expired).toEqual([20]);
});

test('does not expire after it was stopped or disposed', () => {
  const clock = new ManualClock();
  let expired = 0;
  const watchdog = new Watchdog(clock, () => expired++);
  watchdog.set(10);
  watchdog.stop();
  clock.advance(100);
  watchdog.set(10);
  watchdog.dispose();
  clock.advance(100);
  expect(expired).toBe(0);
});

test('after the process was suspended, data that has arrived may still postpone it', () => {
  let nowMs = 0;
  const timers: { delayMs: number; callback: () => void }[] = [];
  const clock: Clock = {
    now: () => nowMs,
    after(delayMs, callback) {
      timers.push({ delayMs, callback });
      return { dispose: () => {} };
    },
  };
  let expired = 0;
  const watchdog = new Watchdog(clock, () => expired++);
  watchdog.set(100);
  nowMs = 400;
  timers[0]!.callback();
  expect([expired, timers.length]).toEqual([0, 2]);
  nowMs += timers[1]!.delayMs;
  timers[1]!.callback();
  expect(expired).toBe(1);
});
