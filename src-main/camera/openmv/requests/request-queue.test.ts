import { expect, test } from 'vitest';
import { ManualClock } from '../../../../src-shared/lib/clock.ts';
import { Opcode } from '../../../../src-shared/openmv/constants.ts';
import { Priority, type RequestOptions } from './link-request.ts';
import { Batch } from './batch.ts';
import { RequestQueue } from './request-queue.ts';

function createBench() {
  const clock = new ManualClock();
  const begun: Batch[] = [];
  const state = { free: true };
  const queue = new RequestQueue({ clock, isFree: () => state.free, begin: (batch) => begun.push(batch) });
  queue.sessionOnly = false;
  const batch = (options: RequestOptions = {}, limitMs = 10_000): Batch =>
    new Batch([{ opcode: Opcode.channelPoll, channel: 0 }], options, clock.now() + limitMs);
  return { clock, begun, state, queue, batch };
}

test('what is more urgent goes first, then what is older', () => {
  const { begun, state, queue, batch } = createBench();
  state.free = false;
  const [frame, older, newer] = [batch({ priority: Priority.frame }), batch(), batch()];
  for (const each of [older, newer, frame]) queue.add(each);
  state.free = true;
  for (let turn = 0; turn < 4; turn++) queue.advance();
  expect(begun).toEqual([frame, older, newer]);
});

test('while a session begins only its set-up has its turn', () => {
  const { begun, queue, batch } = createBench();
  queue.sessionOnly = true;
  const setUp = batch({ session: true });
  queue.add(batch());
  queue.add(setUp);
  expect(begun).toEqual([setUp]);
});

test('a barrier holds everything back until it is lifted, or for a short while', () => {
  const { clock, begun, queue, batch } = createBench();
  queue.raiseBarrier();
  queue.add(batch());
  expect(begun).toHaveLength(0);
  queue.liftBarrier();
  expect(begun).toHaveLength(1);
  queue.raiseBarrier();
  queue.add(batch());
  clock.advance(40);
  expect(begun).toHaveLength(2);
});

test('what waits too long is rejected, also while others come and go', async () => {
  const { clock, state, queue, batch } = createBench();
  queue.sessionOnly = true;
  const late = batch({}, 1000);
  queue.add(late);
  const outcome = expect(late.answers).rejects.toMatchObject({ code: 'camera-silent' });
  state.free = true;
  for (let step = 0; step < 30; step++) {
    clock.advance(50);
    queue.add(batch({ session: true }));
  }
  await outcome;
});
