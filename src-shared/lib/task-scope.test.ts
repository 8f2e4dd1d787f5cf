import { expect, it } from 'vitest';
import { delay } from './abort.ts';
import { ManualClock } from './clock.ts';
import { TaskScope } from './task-scope.ts';

it('a newer phase ends the work of the older one, which resolves with false', async () => {
  const clock = new ManualClock();
  const scope = new TaskScope();
  const older = scope.run((signal) => delay(clock, 100, signal));
  const newer = scope.run((signal) => delay(clock, 100, signal));
  clock.advance(100);
  expect([await older, await newer]).toEqual([false, true]);
});

it('an error of the current phase rejects, an error of an ended phase does not', async () => {
  const scope = new TaskScope();
  const failing = async (): Promise<void> => {
    await Promise.resolve();
    throw new TypeError('broken');
  };
  const ended = scope.run(failing);
  const current = scope.run(failing);
  expect(await ended).toBe(false);
  await expect(current).rejects.toThrow('broken');
});

it('a disposed scope runs nothing', async () => {
  const scope = new TaskScope();
  const before = scope.signal;
  scope.dispose();
  let ran = false;
  const result = await scope.run(async () => {
    ran = true;
  });
  expect([before.aborted, ran, result, scope.begin().aborted]).toEqual([true, false, false, true]);
});
