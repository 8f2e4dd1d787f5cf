import { isAbortError } from '../lib/abort.ts';
import { CodedError } from '../lib/coded-error.ts';

/** What can go wrong with a call itself. An RpcError may also carry any code of the layer that failed on the host. */
export type RpcErrorCode =
  /** A message or its parameters do not have the agreed shape. Facts: `where`, `reason`. */
  | 'bad-message'
  /** The other side offers no such method. Facts: `service`, `method`. */
  | 'unknown-method'
  /** More calls under way on one connection than a page can mean. Facts: `limit`. */
  | 'too-many-calls'
  /** The carrier does not take it. Facts: `sizeBytes`, `limitBytes`. */
  | 'message-too-large'
  /** The page cancelled the call. */
  | 'cancelled'
  /** The carrier closed before the answer came. */
  | 'connection-lost'
  /** A defect of the host: something failed that has no code of its own. */
  | 'internal';

/** A failed call: the code, facts and message of whatever failed on the other side. */
export class RpcError extends CodedError {}

export interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** What of an error travels: its code and facts, never its stack. */
export function errorFacts(error: unknown): ErrorFacts {
  if (error instanceof CodedError) return { code: error.code, message: error.message, facts: error.facts };
  if (isAbortError(error)) return { code: 'cancelled', message: 'The call was cancelled.', facts: {} };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), facts: {} };
}
