// Everything that is opened is disposed: the line that creates a resource registers its disposal here.

/** A resource that its owner closes. */
export interface Disposable {
  dispose(): void;
}

/** Wraps a clean-up function, which then runs at most once. */
export function toDisposable(cleanUp: () => void): Disposable {
  let done = false;
  return {
    dispose() {
      if (done) return;
      done = true;
      cleanUp();
    },
  };
}

/**
 * Owns disposables and disposes them in reverse order. One that is added to a disposed store is disposed immediately.
 */
export class DisposableStore implements Disposable {
  #items: Disposable[] = [];
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  addCallback(cleanUp: () => void): void {
    this.add(toDisposable(cleanUp));
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const item of this.#items.reverse()) item.dispose();
    this.#items = [];
  }
}
