import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** Failures of the command line itself. */
export type CliErrorCode =
  /** Wrong options or arguments. */
  | 'usage'
  /** A frame was requested and none arrived. Data: `channel` if it was expected on one. */
  | 'no-frame'
  /** There is no script to watch. */
  | 'no-script'
  /** Standard output cannot be written. Data: `systemCode`. */
  | 'output-failed'
  /** The ending of a file name stands for a format that cannot be written. Data: `path`, `ending`. */
  | 'image-format-unknown';

export class CliError extends CodedError<CliErrorCode> {}
