import { expect, test } from 'vitest';
import { modeReset } from './mode-reset.ts';
import { TerminalWriter, waitingBytesLimit, type TerminalSink } from './terminal-writer.ts';

const notes = {
  lost: (count: number) => `lost ${count}`,
  skipped: (count: number) => `skipped ${count}`,
  run: (name: string) => `run ${name}`,
};

/** Parses only when told to. */
class SlowSink implements TerminalSink {
  text = '';
  writes: number[] = [];
  #done: (() => void) | undefined;
  #decoder = new TextDecoder();

  write(text: Uint8Array | string, done: () => void): void {
    if (this.#done !== undefined) throw new Error('A write began before the last was parsed.');
    this.writes.push(text.length);
    this.text += typeof text === 'string' ? text : this.#decoder.decode(text, { stream: true });
    this.#done = done;
  }

  atLineStart(): boolean {
    return this.text === '' || this.text.endsWith('\n');
  }

  toFreeLine(): string {
    return this.atLineStart() ? '' : '\r\n';
  }

  parse(): boolean {
    const done = this.#done;
    this.#done = undefined;
    done?.();
    return done !== undefined;
  }

  parseAll(): void {
    while (this.parse());
  }
}

function bytes(text: string): { kind: 'bytes'; bytes: Uint8Array } {
  return { kind: 'bytes', bytes: new TextEncoder().encode(text) };
}

test('text arrives byte for byte and in order, one write at a time', () => {
  const sink = new SlowSink();
  const writer = new TerminalWriter(sink, () => notes);
  const text = 'héllo 世界\n'.repeat(20_000);
  const all = new TextEncoder().encode(text);
  for (let at = 0; at < all.length; at += 4093) {
    writer.push({ kind: 'bytes', bytes: all.subarray(at, at + 4093) });
    sink.parse();
  }
  sink.parseAll();
  expect(sink.text).toBe(text);
  expect(Math.max(...sink.writes)).toBeLessThanOrEqual(64 * 1024);
});

test('text that waits beyond the limit is left out and counted', () => {
  const sink = new SlowSink();
  const writer = new TerminalWriter(sink, () => notes);
  writer.push(bytes('first\n'));
  const flood = 'x'.repeat(1000);
  for (let index = 0; index < 1000; index += 1) writer.push(bytes(flood));
  sink.parseAll();
  const skipped = Number(/skipped (\d+)/.exec(sink.text)?.[1]);
  expect(skipped).toBe(1_000_000 - waitingBytesLimit);
  expect(sink.text.match(/x/g)).toHaveLength(waitingBytesLimit);
  expect(sink.text.startsWith('first\n')).toBe(true);
});

test('a note stands on its own line, and modes are reset before a run', () => {
  const sink = new SlowSink();
  const writer = new TerminalWriter(sink, () => notes);
  writer.push(bytes('half a line'));
  writer.push({ kind: 'lost', byteCount: 12 });
  writer.push({ kind: 'run', document: 'a\u001B[31m.py' });
  sink.parseAll();
  const afterReset = '\r\n\u001B[0;2mrun a [31m.py\u001B[0m\r\n';
  expect(sink.text).toBe(`half a line\r\n\u001B[0;2mlost 12\u001B[0m\r\n${modeReset}${afterReset}`);
});

test('after clearing, the answer to an old write does not start a second one', () => {
  const sink = new SlowSink();
  const writer = new TerminalWriter(sink, () => notes);
  writer.push(bytes('old'));
  writer.clear();
  sink.parse();
  writer.push(bytes('new'));
  sink.parseAll();
  expect(sink.text).toBe('oldnew');
});
