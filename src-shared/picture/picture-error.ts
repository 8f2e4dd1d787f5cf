import { CodedError } from '../lib/coded-error.ts';

/** Why there is no picture in what came, or why it cannot be turned into other pixels. */
export type PictureErrorCode =
  /** The data does not decode, or is not what it should be. Facts: `format`, `sizeBytes`. */
  | 'bad-picture'
  /** There is no conversion from this format. Facts: `format`. */
  | 'format-not-supported';

/** What came is no picture, or none that can be converted. */
export class PictureError extends CodedError<PictureErrorCode> {}
