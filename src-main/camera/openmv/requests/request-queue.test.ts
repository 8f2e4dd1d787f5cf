import { expect, test } from 'vitest';
import { ManualClock } from '../../../../src-shared/lib/clock.ts';
import { Opcode } from '../../../../src-shared/openmv/constants.ts';
import { LinkState } from '../link/link-state.ts';
import { Batch } from './batch.ts';
import { Priority, type RequestOptions } from './link-request.ts';
import { RequestQueue } from './request-queue.ts';

function createBench(setUpOnly = false) {
  const clock = new ManualClock();
  const state = new LinkState();
  state.open(setUpOnly);
  const queue = new RequestQueue(clock, state);
  const batch = (options: RequestOptions = {}, limitMs = 10_000): Batch =>
    new Batch([{ opcode: Opcode.channelPoll, channel: 0 }], options, clock.now() + limitMs);
  return { clock, state, queue, batch };
}

test('the most urgent request goes first, then the oldest', () => {
  const { queue, batch } = createBench();
  const [frame, older, newer] = [batch({ priority: Priority.frame }), batch(), batch()];
  for (const each of [older, newer, frame]) queue.add(each);
  expect([queue.next(), queue.next(), queue.next(), queue.next()]).toEqual([frame, older, newer, undefined]);
});

test('only requests of the set-up go out until all are admitted', () => {
  const { queue, state, batch } = createBench(true);
  const [ordinary, setUp] = [batch(), batch({ session: true })];
  queue.add(ordinary);
  queue.add(setUp);
  expect([queue.next(), queue.next()]).toEqual([setUp, undefined]);
  state.admitAllRequests();
  expect(queue.next()).toBe(ordinary);
});

test('a barrier holds everything back until it is lifted, or for a short while', () => {
  const { clock, queue, batch } = createBench();
  const lifted: number[] = [];
  const waiting = batch();
  queue.raiseBarrier(() => lifted.push(clock.now()));
  queue.add(waiting);
  expect(queue.next()).toBeUndefined();
  queue.liftBarrier();
  expect([queue.next(), lifted]).toEqual([waiting, []]);
  queue.raiseBarrier(() => lifted.push(clock.now()));
  queue.add(batch());
  expect(queue.next()).toBeUndefined();
  clock.advance(40);
  expect(lifted).toEqual([30]);
  expect(queue.next()).toBeDefined();
});

test('a request that waits too long is rejected, even while others come and go', async () => {
  const { clock, queue, batch } = createBench(true);
  const late = batch({}, 1000);
  queue.add(late);
  const outcome = expect(late.answers).rejects.toMatchObject({ code: 'camera-silent' });
  for (let step = 0; step < 30; step++) {
    clock.advance(50);
    queue.add(batch({ session: true }));
    queue.next();
  }
  await outcome;
});

test('a flood of requests is refused beyond a limit, and a request of Stop still gets its turn', async () => {
  const { queue, batch } = createBench();
  const flood = Array.from({ length: 1025 }, () => batch());
  for (const each of flood) queue.add(each);
  await expect(flood.at(-1)!.answers).rejects.toMatchObject({ code: 'too-many-requests', data: { limit: 1024 } });
  const stop = batch({ priority: Priority.control });
  queue.add(stop);
  expect(queue.next()).toBe(stop);
});

test('requests that were cancelled leave room for others', async () => {
  const { queue, batch } = createBench();
  const cancel = new AbortController();
  for (let count = 0; count < 1024; count++) queue.add(batch({ signal: cancel.signal }));
  cancel.abort();
  const later = batch();
  queue.add(later);
  expect(queue.next()).toBe(later);
});
