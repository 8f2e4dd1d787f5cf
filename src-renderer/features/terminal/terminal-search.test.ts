import { expect, test } from 'vitest';
import { findInBuffer, type TerminalBuffer } from './terminal-search.ts';
import { findTracebackPlace, placeInRow } from './traceback-links.ts';

/** Rows of cells; a wide character takes two, a row that begins with ↩ goes on from the one above. */
function bufferOf(columns: number, ...rows: string[]): TerminalBuffer {
  const lines = rows.map((row) => {
    const isWrapped = row.startsWith('↩');
    const cells: { chars: string; width: number }[] = [];
    for (const chars of isWrapped ? row.slice(1) : row) {
      const width = /\p{Script=Han}/u.test(chars) ? 2 : 1;
      cells.push({ chars, width });
      if (width === 2) cells.push({ chars: '', width: 0 });
    }
    while (cells.length < columns) cells.push({ chars: '', width: 1 });
    const cellAt = (x: number) => cells[x] && { getChars: () => cells[x]!.chars, getWidth: () => cells[x]!.width };
    return { isWrapped, length: columns, getCell: cellAt };
  });
  return { length: lines.length, getLine: (y) => lines[y] };
}

test('finds every match whatever its case, with its place in cells', () => {
  const buffer = bufferOf(10, 'Frame 1', 'x frame', '世界frame');
  expect(findInBuffer(buffer, 'frame', 10)).toEqual([
    { row: 0, column: 0, cells: 5 },
    { row: 1, column: 2, cells: 5 },
    { row: 2, column: 4, cells: 5 },
  ]);
});

test('finds a match across the edge of the terminal, and wide characters with both cells', () => {
  const buffer = bufferOf(4, 'abcd', '↩ef', '世界');
  expect(findInBuffer(buffer, 'cde', 4)).toEqual([{ row: 0, column: 2, cells: 3 }]);
  expect(findInBuffer(buffer, '界', 4)).toEqual([{ row: 2, column: 2, cells: 2 }]);
});

test('a line of a traceback names its place', () => {
  expect(findTracebackPlace('  File "<stdin>", line 12, in boom')).toEqual({
    start: 2,
    end: 25,
    file: '<stdin>',
    line: 12,
  });
  expect(findTracebackPlace('NameError: x')).toBeUndefined();
});

test('the place of a traceback is told in cells, also after wide characters', () => {
  const text = '世界 File "<stdin>", line 3';
  expect(placeInRow(bufferOf(40, text).getLine(0)!)).toEqual({
    text: 'File "<stdin>", line 3',
    startCell: 5,
    endCell: 27,
    file: '<stdin>',
    line: 3,
  });
});
