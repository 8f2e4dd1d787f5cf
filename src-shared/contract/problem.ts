// A failure on its way to a person: the code, the technical message and its facts. The words are made in one place of
// each shell from error-codes.ts.

import { v, type Infer } from '../rpc/schema.ts';

export const problem = v.object({
  /** One of `errorCodes`; an unknown one is shown as it is. */
  code: v.string(),
  message: v.string(),
  facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
});
export type Problem = Infer<typeof problem>;
