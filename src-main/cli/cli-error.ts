import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** What can go wrong in the command line itself. */
export type CliErrorCode =
  /** Wrong options or arguments. */
  | 'usage'
  /** A picture was asked for and none came. */
  | 'no-frame'
  /** There is nothing to watch. */
  | 'no-script'
  /** Standard output cannot be written. Data: `systemCode`. */
  | 'output-failed'
  /** The ending of a file name stands for a format that cannot be written. Data: `path`, `ending`. */
  | 'image-format-unknown';

export class CliError extends CodedError<CliErrorCode> {}
