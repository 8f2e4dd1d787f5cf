import { CodedError } from '../lib/coded-error.ts';
import type { Problem } from './problem.ts';

/** Failures of a call itself. An RpcError may also carry a code of the layer that failed on the host. */
export type RpcErrorCode =
  /** A message or its parameters do not have the agreed shape. Data: `where`, `reason`. */
  | 'bad-message'
  /** The other side offers no such method. Data: `service`, `method`. */
  | 'unknown-method'
  /** More calls are pending on one connection than a page needs. Data: `limit`. */
  | 'too-many-calls'
  /** The carrier does not accept it. Data: `sizeBytes`, `limitBytes`. */
  | 'message-too-large'
  /** The page cancelled the call. */
  | 'cancelled'
  /** The carrier closed before the answer arrived. */
  | 'connection-lost'
  /** A defect of the host: something failed that has no code. */
  | 'internal';

/** A failed call: code, data, message and causes of the failure on the other side. */
export class RpcError extends CodedError {
  static from({ code, message, data, cause }: Problem): RpcError {
    return new RpcError(code, message, { data, ...(cause !== undefined && { cause: RpcError.from(cause) }) });
  }
}
