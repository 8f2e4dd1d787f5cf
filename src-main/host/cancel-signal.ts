import type { CallContext } from '../../src-shared/rpc/service.ts';
import { isAbortError } from '../../src-shared/lib/abort.ts';

/**
 * Aborts when the page cancels the call, and not when the page goes away: a page that reloads while the camera
 * connects or a script starts finds both done.
 */
export function cancelSignal({ signal }: CallContext): AbortSignal {
  const controller = new AbortController();
  const onAbort = (): void => {
    if (isAbortError(signal.reason)) controller.abort(signal.reason);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return controller.signal;
}
