import { CodedError } from '../../../src-shared/lib/coded-error.ts';

/** Why a frame cannot be turned into RGB888. */
export type PictureErrorCode =
  /** The file in the frame does not decode. Facts: `format`, `sizeBytes`. */
  | 'bad-picture'
  /** There is no conversion from this format. Facts: `format`. */
  | 'format-not-supported';

export class PictureError extends CodedError<PictureErrorCode> {}
