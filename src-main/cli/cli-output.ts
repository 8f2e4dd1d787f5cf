// Standard output and error. With --json the last line of standard output is one JSON object, after everything that a
// script printed; people read errors and notes on standard error.

import type { ErrorLanguage } from '../../src-shared/contract/errors/define-errors.ts';
import { errorText, explainError } from './error-text.ts';

/** The part of a writable stream that is needed. */
export interface TextSink {
  write(text: string | Uint8Array): unknown;
}

export interface CliOutputOptions {
  readonly out: TextSink;
  readonly err: TextSink;
  /** Of error messages. Default English. */
  readonly language?: ErrorLanguage;
  /** Standard output is a terminal: binary data would disturb it. */
  readonly isTerminal?: boolean;
}

export class CliOutput {
  readonly language: ErrorLanguage;
  readonly isTerminal: boolean;
  readonly #out: TextSink;
  readonly #err: TextSink;
  #atLineStart = true;

  constructor({ out, err, language = 'en', isTerminal = false }: CliOutputOptions) {
    this.#out = out;
    this.#err = err;
    this.language = language;
    this.isTerminal = isTerminal;
  }

  /** A script's output, byte for byte. */
  bytes(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#atLineStart = bytes.at(-1) === 0x0a;
    // The buffer belongs to the sender; streams keep what they cannot write at once.
    this.#out.write(bytes.slice());
  }

  /** The same on standard error, when standard output may contain only the result. */
  bytesAside(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#err.write(bytes.slice());
  }

  /** A whole text with its line endings. */
  text(text: string): void {
    this.#startLine();
    this.#out.write(text);
  }

  line(text: string): void {
    this.#startLine();
    this.#out.write(`${text}\n`);
  }

  json(value: object): void {
    this.line(JSON.stringify(value));
  }

  /** A note for people. */
  note(text: string): void {
    this.#startLine();
    this.#err.write(`${text}\n`);
  }

  /** A failure in words, for people. */
  failure(error: unknown): void {
    this.note(errorText(explainError(error, this.language), this.language));
  }

  #startLine(): void {
    if (this.#atLineStart) return;
    this.#atLineStart = true;
    this.#out.write('\n');
  }
}
