// @vitest-environment happy-dom
import { Terminal } from '@xterm/xterm';
import { expect, test } from 'vitest';
import { toFreeLine } from './free-line.ts';
import { modeReset } from './mode-reset.ts';

const size = { cols: 20, rows: 6 };

/** A terminal in which a script has printed this. */
async function terminalAfter(text: string): Promise<Terminal> {
  const terminal = new Terminal({ ...size, convertEol: true });
  await write(terminal, 'first run\n');
  await write(terminal, text);
  return terminal;
}

function write(terminal: Terminal, text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text, resolve));
}

/** Starts the next run as the terminal of the page does; tells the lines that are shown then. */
async function nextRun(terminal: Terminal): Promise<string[]> {
  await write(terminal, modeReset);
  await write(terminal, `${toFreeLine(terminal)}next run\n`);
  const { active } = terminal.buffer;
  const lines = Array.from({ length: size.rows }, (_, row) =>
    active.getLine(active.baseY + row)!.translateToString(true),
  );
  return lines.filter((line) => line !== '');
}

const initial = new Terminal(size).modes;

test.each([
  ['the alternate screen', '\u001B[?1049h'],
  ['the alternate screen of older programs', '\u001B[?47h'],
  ['mouse reports', '\u001B[?1000;1003;1006h'],
  ['insert, origin and no wraparound', '\u001B[4h\u001B[?6h\u001B[?7l'],
  ['application keys and bracketed paste', '\u001B[?1;66;2004h'],
  ['an invisible cursor', '\u001B[?25l'],
  ['margins', '\u001B[2;3r'],
  ['an unfinished title', '\u001B]0;title'],
  ['an unfinished colour', '\u001B[31'],
  ['the cursor at the top', '\u001B[H'],
])('the next run starts as the first one after %s', async (_name, text) => {
  const terminal = await terminalAfter(text);
  expect(await nextRun(terminal)).toEqual(['first run', 'next run']);
  expect(terminal.modes).toEqual(initial);
  expect(terminal.buffer.active.type).toBe('normal');
});

test('colours and line drawing of one run do not reach the next', async () => {
  const terminal = await terminalAfter('\u001B[31;44m\u001B(0\u000E');
  expect(await nextRun(terminal)).toEqual(['first run', 'next run']);
  const cell = terminal.buffer.active.getLine(1)!.getCell(0)!;
  expect([cell.getChars(), cell.isFgDefault(), cell.isBgDefault()]).toEqual(['n', true, true]);
});

test('on a full screen the next run begins on a new line', async () => {
  const terminal = await terminalAfter('a\nb\nc\nd\ne');
  expect((await nextRun(terminal)).slice(-2)).toEqual(['e', 'next run']);
});
