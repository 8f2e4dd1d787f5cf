import { isAbortError } from '../lib/abort.ts';
import { CodedError } from '../lib/coded-error.ts';

/** Failures of a call itself. An RpcError may also carry a code of the layer that failed on the host. */
export type RpcErrorCode =
  /** A message or its parameters do not have the agreed shape. Facts: `where`, `reason`. */
  | 'bad-message'
  /** The other side offers no such method. Facts: `service`, `method`. */
  | 'unknown-method'
  /** More open calls on one connection than a page can need. Facts: `limit`. */
  | 'too-many-calls'
  /** The carrier refuses the message. Facts: `sizeBytes`, `limitBytes`. */
  | 'message-too-large'
  /** The page cancelled the call. */
  | 'cancelled'
  /** The carrier closed before the result arrived. */
  | 'connection-lost'
  /** A defect of the host: an error without a code. */
  | 'internal';

/** A failed call: the code, facts and message of the failure on the other side. */
export class RpcError extends CodedError {}

export interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** The part of an error that is sent: code, message and facts, never the stack. */
export function errorFacts(error: unknown): ErrorFacts {
  if (error instanceof CodedError) return { code: error.code, message: error.message, facts: error.facts };
  if (isAbortError(error)) return { code: 'cancelled', message: 'The call was cancelled.', facts: {} };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), facts: {} };
}
