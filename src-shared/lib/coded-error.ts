// One error class per layer, each with a documented union of codes. No code may match on message text.

/** Optional contents of a coded error. */
export interface CodedErrorOptions {
  cause?: unknown;
  /** Data for logs and for messages to users: sizes, names, numbers. */
  facts?: Readonly<Record<string, string | number | boolean>>;
}

/** Base of every layer's error: a stable code, a technical message, facts, and the original cause. */
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
