import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** What can go wrong in the command line itself. */
export type CliErrorCode =
  /** Wrong options or arguments. */
  | 'usage'
  /** The script file cannot be read. Facts: `file`. */
  | 'file-not-readable'
  /** A result cannot be written. Facts: `file`. */
  | 'file-not-writable'
  /** A picture was asked for and none came. */
  | 'no-frame'
  /** The picture's pixel format cannot be written as a file. Facts: `format`. */
  | 'format-not-supported';

export class CliError extends CodedError<CliErrorCode> {}
