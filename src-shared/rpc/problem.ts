// A failure as plain data: what travels between host and page, what is kept and what is put into words.
// The words are in contract/errors, one file per layer.

import { isAbortError } from '../lib/abort.ts';
import { CodedError, type ErrorData } from '../lib/coded-error.ts';
import { objectOf, v, type Schema } from './schema.ts';

export interface Problem {
  /** A code of the layer that failed; `internal` if the error has none. */
  readonly code: string;
  /** Technical, in English: for logs and reports. */
  readonly message: string;
  readonly data: ErrorData;
  /** Wall-clock milliseconds. */
  readonly atMs: number;
  /** The failure below this one, if it has a code too. */
  readonly cause?: Problem;
}

/** Longer chains are cut: the first causes explain a failure, the rest is stack. */
const maxCauses = 4;
/** A message may quote output of a script or of the system, which can be of any length. */
const maxMessageLength = 2000;

export const problem: Schema<Problem> = objectOf<Problem>({
  code: v.string(),
  message: v.string(),
  data: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  atMs: v.number(),
  cause: v.exactOptional(v.lazy((): Schema<Problem> => problem)),
});

/** Any error as a Problem: its code, data and causes, never its stack. `atMs` is the time if the error has none. */
export function toProblem(error: unknown, atMs: number = Date.now()): Problem {
  return describe(error, atMs, maxCauses);
}

function describe(error: unknown, atMs: number, causesLeft: number): Problem {
  if (isAbortError(error)) return { code: 'cancelled', message: 'The call was cancelled.', data: {}, atMs };
  const message = (error instanceof Error ? error.message : String(error)).slice(0, maxMessageLength);
  if (!(error instanceof CodedError)) return { code: 'internal', message, data: {}, atMs };
  const { code, data, cause } = error;
  // Causes without a code are exceptions of the platform: their text is in the message of the layer above.
  if (causesLeft === 0 || !(cause instanceof CodedError)) return { code, message, data, atMs };
  return { code, message, data, atMs, cause: describe(cause, atMs, causesLeft - 1) };
}
