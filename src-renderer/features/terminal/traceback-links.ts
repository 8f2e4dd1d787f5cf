import type { BufferLine } from './terminal-search.ts';

/** A place that a traceback names, in columns of its line (from 0, end excluded). */
export interface TracebackPlace {
  readonly start: number;
  readonly end: number;
  readonly file: string;
  readonly line: number;
}

export function findTracebackPlace(text: string): TracebackPlace | undefined {
  const match = /File "([^"]+)", line (\d+)/.exec(text);
  if (match === null) return undefined;
  return {
    start: match.index,
    end: match.index + match[0].length,
    file: match[1]!,
    line: Number(match[2]),
  };
}

/** A place in a row of the terminal, in cells (from 0, end excluded): a wide character takes two. */
export interface RowPlace {
  readonly text: string;
  readonly startCell: number;
  readonly endCell: number;
  readonly file: string;
  readonly line: number;
}

/** The place that a row of the terminal names, if it names one. */
export function placeInRow(row: Pick<BufferLine, 'length' | 'getCell'>): RowPlace | undefined {
  let text = '';
  const cells: number[] = [];
  for (let x = 0; x < row.length; x += 1) {
    const cell = row.getCell(x);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const unit = cell.getChars() || ' ';
    text += unit;
    for (let index = 0; index < unit.length; index += 1) cells.push(x);
  }
  const place = findTracebackPlace(text);
  if (place === undefined) return undefined;
  const { start, end, file, line } = place;
  return { text: text.slice(start, end), startCell: cells[start]!, endCell: cells[end] ?? row.length, file, line };
}
