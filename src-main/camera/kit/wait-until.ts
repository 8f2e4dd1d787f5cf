import { abortError } from '../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Listen } from '../../../src-shared/lib/emitter.ts';

export interface WaitUntilOptions {
  readonly clock: Clock;
  /** Fires whenever the condition may have become true. */
  readonly changes: Listen<unknown>;
  readonly condition: () => boolean;
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Resolves with true as soon as the condition holds, with false after `limitMs`; rejects when `signal` aborts. */
export function waitUntil({ clock, changes, condition, limitMs, signal }: WaitUntilOptions): Promise<boolean> {
  if (signal?.aborted === true) return Promise.reject(abortError(signal));
  if (condition()) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      listening.dispose();
      timer.dispose();
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = (): void => end(() => reject(abortError(signal)));
    const listening = changes(() => {
      if (condition()) end(() => resolve(true));
    });
    const timer = clock.after(limitMs, () => end(() => resolve(false)));
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
