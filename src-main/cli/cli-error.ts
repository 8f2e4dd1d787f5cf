import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** What can go wrong in the command line itself. */
export type CliErrorCode =
  /** Wrong options or arguments. */
  | 'usage'
  /** A picture was asked for and none came. */
  | 'no-frame'
  /** There is nothing to watch. */
  | 'no-script';

export class CliError extends CodedError<CliErrorCode> {}
