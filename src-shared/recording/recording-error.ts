import { CodedError } from '../lib/coded-error.ts';

/**
 * Why a capture log cannot be read or written. Data: `path` of the file, if known. A truncated log is not an error.
 */
export type RecordingErrorCode =
  /** The bytes do not start with a capture log's header. */
  | 'not-a-capture'
  /** The format is of a later version. Data: `version`. */
  | 'capture-too-new'
  /** While writing: the disk was slower than the camera for so long that the log had to end. */
  | 'capture-too-slow'
  /** The log cannot be replayed: it contains no replies in a protocol that can be. */
  | 'nothing-to-replay';

export class RecordingError extends CodedError<RecordingErrorCode> {}
