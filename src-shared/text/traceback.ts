/** An exception that ended a script, as MicroPython printed it. */
export interface Traceback {
  /** Name of the exception class. */
  readonly type: string;
  readonly message: string;
  /** File of the innermost frame that belongs to the script. */
  readonly file: string;
  /** Line of that frame, from 1. */
  readonly line: number;
  /** The printed text, lines ended by \n. */
  readonly text: string;
}
