// Primitives must not throw: an error would unwind past the interpreter. Here each gets its net.

import type { Primitive } from '../core/primitives.ts';
import type { HostFunction } from './import-wrappers.ts';

export class SafePrimitives {
  #lastError: string | null = null;

  /** Text of the last error and forgets it; null when there was none. */
  takeLastError(): string | null {
    const error = this.#lastError;
    this.#lastError = null;
    return error;
  }

  /** A primitive that throws, or is handed something else than numbers and text, returns null. */
  wrap(primitives: Readonly<Record<string, Primitive>>): Record<string, HostFunction> {
    return Object.fromEntries(
      Object.entries(primitives).map(([name, primitive]) => [name, this.#wrapOne(name, primitive)]),
    );
  }

  #wrapOne(name: string, primitive: Primitive): HostFunction {
    return (...args) => {
      try {
        for (const arg of args)
          if (typeof arg !== 'number' && typeof arg !== 'string') throw new TypeError(`${name}: numbers and text only`);
        return primitive(...(args as (number | string)[]));
      } catch (error) {
        this.#lastError = error instanceof Error ? error.message : String(error);
        return null;
      }
    };
  }
}
