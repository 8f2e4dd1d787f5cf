import { CameraError } from '../camera-error.ts';

/**
 * Keeps `connect` and `disconnect` apart: one attempt to connect at a time, which `disconnect` ends, and which begins
 * after a `disconnect` that has not finished.
 */
export class ConnectAttempts {
  #attempt: AbortController | undefined;
  #disconnecting: Promise<void> | undefined;

  /** A `connect` may begin, even though the connection is not closed yet. */
  get disconnecting(): boolean {
    return this.#disconnecting !== undefined;
  }

  /**
   * Runs `establish`; its signal aborts with the caller's signal and with `disconnect`. Rejects with `already-connected`
   * during another attempt, with `not-connected` when `disconnect` ended it, otherwise with the error of `establish`.
   */
  async connect(signal: AbortSignal | undefined, establish: (signal: AbortSignal) => Promise<void>): Promise<void> {
    signal?.throwIfAborted();
    if (this.#attempt !== undefined) throw alreadyConnected();
    const attempt = new AbortController();
    this.#attempt = attempt;
    const both = signal === undefined ? attempt.signal : AbortSignal.any([signal, attempt.signal]);
    try {
      await this.#disconnecting;
      both.throwIfAborted();
      await establish(both);
      both.throwIfAborted();
    } catch (error) {
      throw attempt.signal.aborted ? attempt.signal.reason : error;
    } finally {
      this.#attempt = undefined;
    }
  }

  /** Ends the current attempt and runs `close`; calls at the same time share it. */
  disconnect(close: () => Promise<void>): Promise<void> {
    this.#attempt?.abort(new CameraError('not-connected', 'The connection was ended.'));
    this.#disconnecting ??= this.#close(close);
    return this.#disconnecting;
  }

  async #close(close: () => Promise<void>): Promise<void> {
    try {
      await close();
    } finally {
      this.#disconnecting = undefined;
    }
  }
}

export function alreadyConnected(): CameraError {
  return new CameraError('already-connected', 'The camera is connecting or connected already.');
}
