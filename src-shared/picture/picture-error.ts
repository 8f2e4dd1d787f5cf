import { CodedError } from '../lib/coded-error.ts';

/** Why data is not a valid image or cannot be converted. */
export type PictureErrorCode =
  /** The data cannot be decoded or contradicts its header. Data: `format`, `sizeBytes`. */
  | 'bad-picture'
  /** There is no conversion from this format. Data: `format`. */
  | 'format-not-supported';

/** Data that is not a valid image or cannot be converted. */
export class PictureError extends CodedError<PictureErrorCode> {}
