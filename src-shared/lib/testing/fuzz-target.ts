// Describes code that reads bytes from outside to the fuzz runner (scripts/fuzz). Every room with such code exports its
// targets as `fuzzTargets` from testing/fuzz-targets.ts, where the runner finds them.

export interface FuzzTarget {
  /** Kebab case, unique in the project. */
  readonly name: string;
  /** Valid inputs to start from: mutations of these reach deeper code than random bytes. */
  seeds(): readonly Uint8Array[];
  /** Byte sequences with a meaning, which a mutator would hardly guess. */
  readonly tokens?: readonly Uint8Array[];
  /** Corrects checksums and lengths in place, which a mutator cannot. Applied to half of the inputs. */
  repair?(bytes: Uint8Array): void;
  /** Share of all inputs relative to other targets (1); smaller for slow targets. */
  readonly share?: number;
  /**
   * Throws if a rule is violated. Calls that may throw the room's error go through `attempt`; any other error is a
   * finding. The bytes are valid only during the call and do not start at offset 0 of their buffer.
   */
  run(bytes: Uint8Array): void | Promise<void>;
}

/** The result of `read`; undefined if it throws the room's error, which is an equally valid result. */
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
 * Cuts bytes as a transport might, alternating between the two sizes. Each chunk is a separate buffer that is
 * overwritten after use, which exposes code that keeps it. Large inputs are cut into larger chunks than requested.
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
