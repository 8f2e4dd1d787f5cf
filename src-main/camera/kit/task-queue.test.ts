import { expect, it } from 'vitest';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import { TaskQueue } from './task-queue.ts';

it('runs one task at a time, in the order of the calls, whatever becomes of the tasks', async () => {
  const queue = new TaskQueue(10);
  const log: string[] = [];
  const gate = new Deferred<void>();
  const first = queue.run(async () => {
    await gate.promise;
    log.push('first');
    throw new Error('failed');
  });
  const second = queue.run(async () => log.push('second'));
  gate.resolve();
  await expect(first).rejects.toThrow('failed');
  await second;
  expect(log).toEqual(['first', 'second']);
});

it('a task that is cancelled before its turn does not run, and the one behind it still waits its turn', async () => {
  const queue = new TaskQueue(10);
  const log: string[] = [];
  const gate = new Deferred<void>();
  const first = queue.run(async () => {
    await gate.promise;
    log.push('first');
  });
  const cancel = new AbortController();
  const cancelled = queue.run(async () => log.push('cancelled'), cancel.signal);
  const last = queue.run(async () => log.push('last'));
  cancel.abort();
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect(log).toEqual([]);
  gate.resolve();
  await Promise.all([first, last]);
  expect(log).toEqual(['first', 'last']);
});

it('refuses more calls than its limit', async () => {
  const queue = new TaskQueue(2);
  const gate = new Deferred<void>();
  const tasks = [queue.run(() => gate.promise), queue.run(() => gate.promise)];
  await expect(queue.run(() => gate.promise)).rejects.toMatchObject({ code: 'too-many-requests', data: { limit: 2 } });
  gate.resolve();
  await Promise.all(tasks);
  await expect(queue.run(async () => 'again')).resolves.toBe('again');
});
