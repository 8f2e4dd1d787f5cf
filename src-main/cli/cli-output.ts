// Standard output and error. With --json the last line of standard output is one JSON object, whatever a script printed
// before it; people read errors and remarks on standard error.

/** The part of a writable stream that is needed. */
export interface TextSink {
  write(text: string | Uint8Array): unknown;
}

export class CliOutput {
  readonly #out: TextSink;
  readonly #err: TextSink;
  #atLineStart = true;

  constructor(out: TextSink, err: TextSink) {
    this.#out = out;
    this.#err = err;
  }

  /** A script's output, byte for byte. */
  bytes(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#atLineStart = bytes.at(-1) === 0x0a;
    // The buffer belongs to the sender; streams keep what they cannot write at once.
    this.#out.write(bytes.slice());
  }

  /** The same where standard output must hold nothing but the result. */
  bytesAside(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#err.write(bytes.slice());
  }

  /** A whole text, its line ends as they are. */
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

  /** A remark for people. */
  remark(text: string): void {
    this.#startLine();
    this.#err.write(`${text}\n`);
  }

  #startLine(): void {
    if (this.#atLineStart) return;
    this.#atLineStart = true;
    this.#out.write('\n');
  }
}
