import { CodedError } from '../../../src-shared/lib/coded-error.ts';

export type JpegErrorCode =
  /** The two files of the codec cannot be found or started. */
  | 'codec-unavailable'
  /** Pixels, size or quality that do not fit each other. Data: `width`, `height`, `have`, `need`. */
  | 'bad-image'
  /** Not a JPEG file, a damaged one, or one that is too large. Data: `sizeBytes`. */
  | 'bad-jpeg';

export class JpegError extends CodedError<JpegErrorCode> {}
