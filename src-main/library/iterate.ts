// Turns what the engine pushes into async iterators. Each has its own mailbox and ends with the connection.

import { DisposableStore } from '../../src-shared/lib/disposable.ts';
import type { Listen } from '../../src-shared/lib/emitter.ts';
import type { StateChange } from '../../src-shared/device/state.ts';
import type { Mailbox } from './mailbox.ts';

export interface IterateOptions<T> {
  /** Where values wait to be asked for. */
  readonly box: Mailbox<T>;
  readonly listen: Listen<T>;
  readonly onStateChange: Listen<StateChange>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Listens at once, so that nothing is missed before the first value is asked for. Throws the cause of an
 * unexpected disconnect.
 */
export function iterate<T>(options: IterateOptions<T>): AsyncGenerator<T, void, undefined> {
  const { box, listen, onStateChange, signal } = options;
  const store = new DisposableStore();
  store.add(listen((value) => box.push(value)));
  store.add(
    onStateChange(({ state, error }) => {
      if (state !== 'disconnected') return;
      store.dispose();
      box.end(error);
    }),
  );
  return drain(box, store, signal);
}

async function* drain<T>(
  box: Mailbox<T>,
  store: DisposableStore,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, undefined> {
  try {
    for (let value = await box.next(signal); value !== undefined; value = await box.next(signal)) yield value;
  } finally {
    store.dispose();
  }
}
