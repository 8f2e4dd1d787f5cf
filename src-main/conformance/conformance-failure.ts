/** Thrown by a row if the device does not follow docs/protocol-v2.md. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure';
  readonly expected: string;
  readonly came: string;

  /** `subject` says what was looked at, where that is not the answer to the row's only request. */
  constructor(expected: string, came: string, subject?: string) {
    super(`${subject === undefined ? '' : `${subject}: `}expected ${expected}, came ${came}`);
    this.expected = expected;
    this.came = came;
  }
}

/** What a row throws when it finds out on the way that it says nothing about this device. */
export class LeftOut extends Error {
  override readonly name = 'LeftOut';
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
