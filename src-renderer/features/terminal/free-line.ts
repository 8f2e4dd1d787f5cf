/** The part of a terminal that is needed. */
export interface ScreenText {
  readonly rows: number;
  readonly buffer: {
    readonly active: {
      readonly baseY: number;
      getLine(y: number): { translateToString(trimRight: boolean): string } | undefined;
    };
  };
}

/** Control sequences that move the cursor to the start of the line after the last text of the screen. */
export function toFreeLine({ rows, buffer: { active } }: ScreenText): string {
  let row = rows;
  while (row > 0 && (active.getLine(active.baseY + row - 1)?.translateToString(true) ?? '') === '') row -= 1;
  return row < rows ? `\u001B[${row + 1};1H` : `\u001B[${rows};1H\r\n`;
}
