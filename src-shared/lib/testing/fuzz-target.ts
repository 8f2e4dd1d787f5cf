// What the fuzz runner (scripts/fuzz) needs to know of code that reads bytes from outside. Every room with such code lists
// its targets as `fuzzTargets` in testing/fuzz-targets.ts; the runner finds them there.

export interface FuzzTarget {
  /** kebab-case, unique among all rooms. */
  readonly name: string;
  /** Sound inputs to begin with: a mutator gets far only from where something works. */
  seeds(): readonly Uint8Array[];
  /** Runs of bytes with a meaning, which a mutator would hardly guess. */
  readonly tokens?: readonly Uint8Array[];
  /** Puts right in place what no mutator can: checksums and lengths. Half of the inputs go through it. */
  repair?(bytes: Uint8Array): void;
  /** Part of all inputs, against 1 of other targets; less for slow ones. */
  readonly share?: number;
  /**
   * Throws when a rule is broken. The room's own errors are for `attempt`; any other is a finding. The bytes are lent, and
   * do not begin at the start of their buffer.
   */
  run(bytes: Uint8Array): void | Promise<void>;
}

/** What `read` returns; undefined when it throws the room's own error, which is as good an answer. */
export function attempt<T>(ownError: new (...args: never[]) => Error, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ownError) return undefined;
    throw error;
  }
}

const mostChunks = 200;

/**
 * Cuts bytes as a transport might, the two sizes in turn. Each chunk is a buffer of its own, overwritten after use, so
 * that who keeps one is found out. Large inputs are cut into larger pieces than asked for.
 */
export function pushInChunks(
  bytes: Uint8Array,
  sizesBytes: readonly [number, number],
  push: (chunk: Uint8Array) => void,
): void {
  const smallest = Math.ceil(bytes.length / mostChunks);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const end = at + Math.max(1, smallest, sizesBytes[turn % 2]!);
    const chunk = new Uint8Array(bytes.subarray(at, end));
    push(chunk);
    chunk.fill(0xee);
    at = end;
  }
}
