import { toDisposable, type Disposable } from './disposable.ts';

/** A typed event source: listening returns the disposable that ends it. */
export type Listen<T> = (listener: (value: T) => void) => Disposable;

/** Calls listeners synchronously in the order in which they were added. One that throws does not stop the others. */
export class Emitter<T> implements Disposable {
  #listeners = new Set<(value: T) => void>();

  readonly event: Listen<T> = (listener) => {
    // A separate wrapper per call, so that the same function may listen twice.
    const entry = (value: T): void => listener(value);
    this.#listeners.add(entry);
    return toDisposable(() => this.#listeners.delete(entry));
  };

  emit(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (error) {
        console.error('An event listener failed:', error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
