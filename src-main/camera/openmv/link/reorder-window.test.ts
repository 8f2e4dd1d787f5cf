import { expect, test } from 'vitest';
import { ManualClock } from '../../../../src-shared/lib/clock.ts';
import { Flag, Opcode, Status } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { encodeStatus } from '../../../../src-shared/openmv/payloads.ts';
import { ReorderWindow } from './reorder-window.ts';

function createBench(first: number) {
  const clock = new ManualClock();
  const delivered: number[] = [];
  const state: { expected: number | undefined } = { expected: first };
  const window = new ReorderWindow(clock, () => state.expected);
  window.listen(({ seq, bytes, payloadStart }) => {
    delivered.push(seq);
    expect(bytes[payloadStart]).toBe(seq);
    if (state.expected !== undefined) state.expected = (seq + 1) & 0xff;
  });
  return { clock, delivered, state, window };
}

/** Its one byte is its number; the buffer is overwritten afterwards, as that of a transport is. */
function push(window: ReorderWindow, seq: number): void {
  const bytes = Uint8Array.of(0, seq);
  window.push({ ...header, seq, bytes, payloadStart: 1, payloadLength: 1 });
  bytes.fill(0);
}
const header: Omit<ParsedPacket, 'seq' | 'bytes' | 'payloadStart' | 'payloadLength'> = {
  channel: 3,
  flags: Flag.fragment,
  opcode: Opcode.channelRead,
};

test('packets that overtook each other come in order, also where the numbers begin again', () => {
  const { delivered, window } = createBench(254);
  for (const seq of [255, 1, 254, 0, 3, 2]) push(window, seq);
  expect(delivered).toEqual([254, 255, 0, 1, 2, 3]);
});

test('what does not come within a few milliseconds is given up, and dropped when it comes after all', () => {
  const { clock, delivered, window } = createBench(10);
  for (const seq of [11, 13, 14]) push(window, seq);
  clock.advance(7);
  expect(delivered).toEqual([]);
  clock.advance(2);
  expect(delivered).toEqual([11, 13, 14]);
  push(window, 10);
  push(window, 15);
  expect(delivered).toEqual([11, 13, 14, 15]);
});

test('a number that was given up is not believed for a while: its packet may come when the numbers come round', () => {
  const { clock, delivered, state, window } = createBench(10);
  push(window, 11);
  clock.advance(8);
  for (let seq = 12; seq !== 8; seq = (seq + 1) & 0xff) push(window, seq);
  delivered.length = 0;
  // Early, or in its turn: the two cannot be told apart.
  push(window, 10);
  for (const seq of [8, 9]) push(window, seq);
  push(window, 10);
  push(window, 11);
  clock.advance(8);
  expect(delivered).toEqual([8, 9, 11]);
  clock.advance(300);
  state.expected = 10;
  push(window, 10);
  expect(delivered).toEqual([8, 9, 11, 10]);
});

test('what came past the window is not missing, and what is missing there is given up', () => {
  const { clock, delivered, state, window } = createBench(10);
  push(window, 10);
  for (const seq of [11, 12, 14]) window.notePassed(seq);
  state.expected = 15;
  push(window, 15);
  // A new session comes to the same numbers.
  window.restart();
  state.expected = 11;
  for (const seq of [11, 12, 13, 14]) push(window, seq);
  clock.advance(8);
  expect(delivered).toEqual([10, 15, 11, 12, 14]);
});

test('with nothing expected every packet goes on at once', () => {
  const { delivered, state, window } = createBench(0);
  state.expected = undefined;
  for (const seq of [9, 4]) push(window, seq);
  expect(delivered).toEqual([9, 4]);
});

test('a refusal for the sake of the number is never held and never dropped', () => {
  const { delivered, window } = createBench(40);
  for (const seq of [20, 43]) {
    const payload = encodeStatus(Status.sequence);
    const bytes = Uint8Array.of(seq, ...payload);
    const received: number[] = [];
    const refusals = new ReorderWindow(new ManualClock(), () => 40);
    refusals.listen((packet) => received.push(packet.seq));
    refusals.push({ ...header, flags: Flag.nak, seq, bytes, payloadStart: 1, payloadLength: 2 });
    expect(received).toEqual([seq]);
  }
  push(window, 40);
  expect(delivered).toEqual([40]);
});
