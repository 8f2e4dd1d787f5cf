// What came and was not taken yet, for those who pull: `readFrame`, `readStdout` and the async iterators. Each has a limit;
// what happens beyond it is the policy that the owner gives.

import { abortError } from '../../src-shared/lib/abort.ts';

/** Puts a value behind those that wait, and takes away what is too much. */
export type Policy<T> = (waiting: T[], value: T) => void;

interface Taker<T> {
  readonly resolve: (value: T | undefined) => void;
  readonly reject: (error: Error) => void;
}

export class Mailbox<T> {
  readonly #put: Policy<T>;
  readonly #waiting: T[] = [];
  #taker: Taker<T> | undefined;
  #ended = false;
  #error: Error | undefined;

  constructor(put: Policy<T>) {
    this.#put = put;
  }

  push(value: T): void {
    if (this.#ended) return;
    const taker = this.#taker;
    if (taker === undefined) return this.#put(this.#waiting, value);
    this.#taker = undefined;
    taker.resolve(value);
  }

  /** No more will come; what waits can still be taken, and then the error, if any, is thrown once. */
  end(error?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    const taker = this.#taker;
    this.#taker = undefined;
    if (taker === undefined) return;
    if (error === undefined) taker.resolve(undefined);
    else this.#throwTo(taker);
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** The oldest value that waits. */
  take(): T | undefined {
    return this.#waiting.shift();
  }

  /** All that waits. */
  takeAll(): T[] {
    return this.#waiting.splice(0);
  }

  /** The oldest value, as soon as there is one; undefined at the end. One caller at a time. */
  next(signal?: AbortSignal): Promise<T | undefined> {
    if (signal?.aborted === true) return Promise.reject(abortError(signal));
    const value = this.#waiting.shift();
    if (value !== undefined) return Promise.resolve(value);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#taker = undefined;
        reject(abortError(signal));
      };
      const taker: Taker<T> = {
        resolve: (next) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(next);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
      };
      if (this.#ended) return this.#error === undefined ? resolve(undefined) : this.#throwTo(taker);
      this.#taker = taker;
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  #throwTo(taker: Taker<T>): void {
    const error = this.#error!;
    this.#error = undefined;
    taker.reject(error);
  }
}
