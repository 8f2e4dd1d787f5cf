import { isAbortError } from './abort.ts';
import { CodedError } from './coded-error.ts';

/**
 * For `catch` handlers that need nothing but the end of the work: ignores coded errors, cancellations and time limits, and
 * throws everything else again, so that a programming error is never hidden.
 */
export function ignoreExpected(error: unknown): void {
  if (!isExpected(error)) throw error;
}

/** True for errors that belong to normal operation: coded errors, cancellations and the time limits of signals. */
export function isExpected(error: unknown): boolean {
  return (
    error instanceof CodedError || isAbortError(error) || (error instanceof Error && error.name === 'TimeoutError')
  );
}
