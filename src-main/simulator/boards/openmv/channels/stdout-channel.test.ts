import { expect, test } from 'vitest';
import { ManualClock } from '../../../../../src-shared/lib/clock.ts';
import { StdoutChannel } from './stdout-channel.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function create(options: { ringBytes?: number; backlogBytes?: number } = {}) {
  const clock = new ManualClock();
  const notifiedAt: number[] = [];
  const stdout = new StdoutChannel({
    clock,
    ringBytes: options.ringBytes ?? 512,
    backlogBytes: options.backlogBytes ?? 0,
    notify: () => {
      notifiedAt.push(clock.now());
      return true;
    },
  });
  const readAll = (): string => {
    let text = '';
    for (let piece = stdout.readPiece(0, 512); piece !== undefined; piece = stdout.readPiece(0, 512)) {
      text += new TextDecoder().decode(piece);
    }
    return text;
  };
  return { clock, stdout, notifiedAt, readAll };
}

test('text that fits is kept in order and read once', () => {
  const { stdout, readAll } = create();
  stdout.print(bytes('one '));
  stdout.print(bytes('two'));
  expect([stdout.size(), readAll(), stdout.size(), stdout.poll()]).toEqual([7, 'one two', 0, false]);
});

test('a full ring holds one byte less than its size', () => {
  const { stdout } = create();
  stdout.print(bytes('x'.repeat(511)));
  expect(stdout.size()).toBe(511);
});

test('text that does not fit discards everything unread', () => {
  const { stdout, readAll } = create();
  stdout.print(bytes('x'.repeat(500)));
  stdout.print(bytes('the newest text'));
  expect([readAll(), stdout.discardedBytes]).toEqual(['the newest text', 500]);
});

test('of a piece longer than the ring the end is kept', () => {
  const { stdout, readAll } = create();
  stdout.print(bytes(`${'x'.repeat(600)}end`));
  expect(readAll()).toBe(`${'x'.repeat(508)}end`);
});

test('NOTIFY comes once when the ring is more than half full, and again after a read', () => {
  const { stdout, notifiedAt, readAll } = create();
  stdout.print(bytes('x'.repeat(256)));
  expect(notifiedAt).toEqual([]);
  stdout.print(bytes('y'));
  stdout.print(bytes('z'.repeat(100)));
  expect(notifiedAt).toEqual([0]);
  readAll();
  stdout.print(bytes('x'.repeat(300)));
  expect(notifiedAt).toEqual([0, 0]);
});

test('an overflow makes half-full notice possible again', () => {
  const { stdout, notifiedAt } = create();
  stdout.print(bytes('x'.repeat(400)));
  stdout.print(bytes('y'.repeat(400)));
  expect(notifiedAt).toEqual([0, 0]);
});

test('unread text is announced on every 50 ms tick for as long as it lies there', () => {
  const { clock, stdout, notifiedAt, readAll } = create();
  clock.advance(20);
  stdout.print(bytes('hello'));
  clock.advance(200);
  expect(notifiedAt).toEqual([50, 100, 150, 200]);
  readAll();
  clock.advance(200);
  expect(notifiedAt).toHaveLength(4);
});

test('a tick is left out where the last notice is younger than 50 ms', () => {
  const { clock, stdout, notifiedAt } = create();
  clock.advance(20);
  stdout.print(bytes('x'.repeat(300)));
  clock.advance(130);
  expect(notifiedAt).toEqual([20, 100, 150]);
});

test('a backlog keeps what a fast script prints until the host has read', () => {
  const { stdout, readAll } = create({ backlogBytes: 4096 });
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index}\r\n`);
  for (const line of lines) stdout.print(bytes(line));
  expect([stdout.size(), readAll(), stdout.discardedBytes]).toEqual([511, lines.join(''), 0]);
});

test('a full backlog falls back on the rule of the firmware', () => {
  const { stdout, readAll } = create({ backlogBytes: 1000 });
  for (let index = 0; index < 20; index++) stdout.print(bytes(`${index}`.padEnd(100)));
  expect(readAll().trimEnd().split(/ +/).at(-1)).toBe('19');
  expect(stdout.discardedBytes).toBeGreaterThan(0);
});
