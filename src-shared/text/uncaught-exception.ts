// Whether a printed traceback ended its script. A script can print one itself, with sys.print_exception, and continue;
// both look the same in the output. The frames and the source decide: an uncaught exception comes out of the script's
// module, from a line that no try block can have handled.

/** The name under which a camera runs a script sent by a host. */
export const scriptName = '<stdin>';

export interface TracebackFrame {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Name of the function; undefined for a syntax error. */
  readonly name: string | undefined;
}

/**
 * True only if the script cannot have continued after a traceback with these frames, outermost first. False without the
 * source.
 */
export function endsScript(frames: readonly TracebackFrame[], source: string | undefined): boolean {
  const [outermost] = frames;
  if (source === undefined || outermost?.file !== scriptName) return false;
  if (outermost.name !== undefined && outermost.name !== '<module>') return false;
  return !source.includes('print_exception') || !isInTryBlock(source, outermost.line);
}

/** By indentation: whether a line above with less indentation than all lines between starts a try block. */
function isInTryBlock(source: string, line: number): boolean {
  const lines = source.split(/\r\n|\r|\n/);
  let indentation = indentationOf(lines[line - 1] ?? '');
  for (const text of lines.slice(0, line - 1).toReversed()) {
    if (text.trim() === '' || indentationOf(text) >= indentation) continue;
    indentation = indentationOf(text);
    if (/^\s*try\s*:/.test(text)) return true;
  }
  return false;
}

function indentationOf(text: string): number {
  return /^\s*/.exec(text)![0].length;
}
