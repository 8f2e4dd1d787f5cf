// One error class a layer, each with a documented union of codes. Nothing matches on message text.

/** What a coded error may carry. */
export interface CodedErrorOptions {
  cause?: unknown;
  /** Facts for the reader of a log or the writer of a sentence: sizes, names, numbers. */
  facts?: Readonly<Record<string, string | number | boolean>>;
}

/** The base of every layer's error: a stable code, a technical message, facts, and the cause kept. */
export class CodedError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly facts: Readonly<Record<string, string | number | boolean>>;

  constructor(code: Code, message: string, options: CodedErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.facts = options.facts ?? {};
  }
}
