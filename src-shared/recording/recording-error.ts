import { CodedError } from '../lib/coded-error.ts';

/** Why a capture log cannot be read. Facts: `path` where a file is known. A log that is cut short is no error. */
export type RecordingErrorCode =
  /** The bytes do not begin as a capture log does. */
  | 'not-a-capture'
  /** Written in a later version of the format. Facts: `version`. */
  | 'capture-too-new'
  /** While it was written: the disk was slower than the camera for so long that the log had to end. */
  | 'capture-too-slow'
  /** Nothing in it can be shown: no camera answered in a protocol that can be replayed. */
  | 'nothing-to-replay';

export class RecordingError extends CodedError<RecordingErrorCode> {}
