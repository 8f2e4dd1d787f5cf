// The only importer of the schema library.

import * as v from 'valibot';

export type Schema<T = unknown> = v.GenericSchema<T>;
export type Infer<S extends v.GenericSchema> = v.InferOutput<S>;

/** Bytes in a message. */
export const bytes = v.instance(Uint8Array);
/** For calls without parameters and calls without a result. */
export const nothing = v.undefined();
export const nonNegativeInteger = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A text of limited length, so that it cannot flood the host. */
export const shortText = v.pipe(v.string(), v.maxLength(4096));
export { v };
