import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** What can go wrong in the command line itself. */
export type CliErrorCode =
  /** Wrong options or arguments. */
  | 'usage'
  /** A picture was asked for and none came. */
  | 'no-frame'
  /** The picture's pixel format cannot be written as a file. Facts: `format`. */
  | 'format-not-supported'
  /** The picture does not decode. Facts: `format`, `sizeBytes`. */
  | 'bad-picture';

export class CliError extends CodedError<CliErrorCode> {}
