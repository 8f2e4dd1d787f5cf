import { expect, test } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { Opcode } from '../../../src-shared/openmv/constants.ts';
import { Priority, type RequestOptions } from './link-request.ts';
import { RequestGroup } from './request-group.ts';
import { WaitingLine } from './waiting-line.ts';

function createBench() {
  const clock = new ManualClock();
  const begun: RequestGroup[] = [];
  const state = { free: true };
  const line = new WaitingLine({ clock, isFree: () => state.free, begin: (group) => begun.push(group) });
  line.sessionOnly = false;
  const group = (options: RequestOptions = {}, limitMs = 10_000): RequestGroup =>
    new RequestGroup([{ opcode: Opcode.channelPoll, channel: 0 }], options, clock.now() + limitMs);
  return { clock, begun, state, line, group };
}

test('what is more urgent goes first, then what is older', () => {
  const { begun, state, line, group } = createBench();
  state.free = false;
  const [frame, older, newer] = [group({ priority: Priority.frame }), group(), group()];
  for (const each of [older, newer, frame]) line.add(each);
  state.free = true;
  for (let turn = 0; turn < 4; turn++) line.advance();
  expect(begun).toEqual([frame, older, newer]);
});

test('while a session begins only its set-up has its turn', () => {
  const { begun, line, group } = createBench();
  line.sessionOnly = true;
  const setUp = group({ session: true });
  line.add(group());
  line.add(setUp);
  expect(begun).toEqual([setUp]);
});

test('a barrier holds everything back until it is lifted, or for a short while', () => {
  const { clock, begun, line, group } = createBench();
  line.raiseBarrier();
  line.add(group());
  expect(begun).toHaveLength(0);
  line.liftBarrier();
  expect(begun).toHaveLength(1);
  line.raiseBarrier();
  line.add(group());
  clock.advance(40);
  expect(begun).toHaveLength(2);
});

test('what waits too long is rejected, also while others come and go', async () => {
  const { clock, state, line, group } = createBench();
  line.sessionOnly = true;
  const late = group({}, 1000);
  line.add(late);
  const outcome = expect(late.answers).rejects.toMatchObject({ code: 'camera-silent' });
  state.free = true;
  for (let step = 0; step < 30; step++) {
    clock.advance(50);
    line.add(group({ session: true }));
  }
  await outcome;
});
