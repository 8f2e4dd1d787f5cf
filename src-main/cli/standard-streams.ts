// Standard output of the process: whether everything that was written has arrived.

import type { Writable } from 'node:stream';
import { CliError } from './cli-error.ts';

export class StandardStreams {
  readonly #out: Writable;
  #failure: CliError | undefined;

  /** `onBroken` is called when nothing more can be written: the command should stop what it does. */
  constructor(out: Writable, err: Writable, onBroken: () => void) {
    this.#out = out;
    out.on('error', (cause: NodeJS.ErrnoException) => {
      this.#note(cause);
      onBroken();
    });
    err.on('error', onBroken);
  }

  /** Resolves when everything is written; with the reason if it could not be. */
  async settled(): Promise<CliError | undefined> {
    if (this.#out.writable) await new Promise<void>((resolve) => this.#out.write('', () => resolve()));
    // A stream reports its failure some ticks after the write that failed.
    await new Promise((resolve) => setImmediate(resolve));
    return this.#failure;
  }

  #note(cause: NodeJS.ErrnoException): void {
    // The reader of a pipe may end first ("viewfinder run x | head"), which is not a failure.
    if (cause.code === 'EPIPE' || this.#failure !== undefined) return;
    this.#failure = new CliError('output-failed', 'Standard output cannot be written.', {
      cause,
      data: cause.code === undefined ? {} : { systemCode: cause.code },
    });
  }
}
