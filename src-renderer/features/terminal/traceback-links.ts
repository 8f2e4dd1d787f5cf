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
