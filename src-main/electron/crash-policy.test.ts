import { expect, it } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { CrashPolicy } from './crash-policy.ts';

it('restarts a page that ended, and asks when that does not help', () => {
  const clock = new ManualClock();
  const policy = new CrashPolicy(clock);
  expect([policy.next(), policy.next(), policy.next(), policy.next()]).toEqual([
    'restart',
    'restart',
    'restart',
    'ask',
  ]);
  clock.advance(60_000);
  expect(policy.next()).toBe('restart');
});
