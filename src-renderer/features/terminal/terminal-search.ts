// Finds text in the terminal's buffer. Positions are cells, because a wide character takes two.

export interface BufferLine {
  readonly isWrapped: boolean;
  readonly length: number;
  getCell(x: number): { getChars(): string; getWidth(): number } | undefined;
}

export interface TerminalBuffer {
  readonly length: number;
  getLine(y: number): BufferLine | undefined;
}

export interface Match {
  readonly row: number;
  readonly column: number;
  /** In cells; it may go on in the next row. */
  readonly cells: number;
}

/** All matches from top to bottom, whatever the case of the letters; at most `limit`. */
export function findInBuffer(buffer: TerminalBuffer, needle: string, columns: number, limit = 10_000): Match[] {
  const wanted = needle.toLowerCase();
  const matches: Match[] = [];
  if (wanted === '') return matches;
  for (let row = 0; row < buffer.length && matches.length < limit;) {
    const { text, cells, cellCount, rows } = logicalLine(buffer, row);
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const start = cells[at]!;
      const end = cells[at + wanted.length] ?? cellCount;
      matches.push({ row: row + Math.floor(start / columns), column: start % columns, cells: end - start });
      if (matches.length >= limit) break;
    }
    row += rows;
  }
  return matches;
}

/** A line with those it was wrapped into; `cells` tells the cell of each UTF-16 unit. */
function logicalLine(
  buffer: TerminalBuffer,
  first: number,
): { text: string; cells: number[]; cellCount: number; rows: number } {
  let text = '';
  const cells: number[] = [];
  let rows = 0;
  let offset = 0;
  do {
    const line = buffer.getLine(first + rows);
    if (line === undefined) break;
    for (let x = 0; x < line.length; x += 1) {
      const cell = line.getCell(x);
      if (cell === undefined || cell.getWidth() === 0) continue;
      const chars = cell.getChars();
      // Lower case may be longer than the original in a few languages; then the character stays as it is.
      const lower = chars.toLowerCase();
      const unit = chars === '' ? ' ' : lower.length === chars.length ? lower : chars;
      text += unit;
      for (let index = 0; index < unit.length; index += 1) cells.push(offset + x);
    }
    offset += line.length;
    rows += 1;
  } while (buffer.getLine(first + rows)?.isWrapped === true);
  return { text, cells, cellCount: offset, rows: Math.max(1, rows) };
}
