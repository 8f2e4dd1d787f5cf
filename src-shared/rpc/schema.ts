// The only importer of the schema library.

import * as v from 'valibot';

export type Schema<T = unknown> = v.GenericSchema<T>;
export type Infer<S extends v.GenericSchema> = v.InferOutput<S>;

/**
 * The schema of a type that is defined elsewhere: an entry for every key, optional keys (wrapped in `v.exactOptional`)
 * included. A missing entry or one of another type does not compile.
 */
export function objectOf<T extends object>(entries: {
  readonly [K in keyof Required<T>]: Schema<Required<T>[K]>;
}): Schema<T> {
  return v.object(entries) as unknown as Schema<T>;
}

/** Bytes in a message. */
export const bytes = v.instance(Uint8Array);
/** For calls without parameters and calls without a result. */
export const nothing = v.undefined();
export const nonNegativeInteger = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A text of limited length, so that it cannot flood the host. */
export const shortText = v.pipe(v.string(), v.maxLength(4096));
export { v };
