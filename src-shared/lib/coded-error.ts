// One error class per layer, each with a documented union of codes. Nothing matches on message text.

/** Values that belong to a failure: sizes, names, numbers. Plain, so that they survive any carrier. */
export type ErrorData = Readonly<Record<string, string | number | boolean>>;

/** What a coded error may carry. */
export interface CodedErrorOptions {
  cause?: unknown;
  data?: ErrorData;
}

/** The base of every layer's error: a stable code, a technical message in English, data for its words, and its cause. */
export class CodedError<Code extends string = string> extends Error {
  /** Stable; the union of a layer documents each code. */
  readonly code: Code;
  /** Values for the words of this code; empty if there are none. */
  readonly data: ErrorData;

  constructor(code: Code, message: string, options: CodedErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.data = options.data ?? {};
  }
}
