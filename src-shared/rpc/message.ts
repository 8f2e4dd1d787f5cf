// The messages of a connection. Calls and cancellations go from page to host; results, errors and events come back.

import { problem } from './problem.ts';
import { shortText, v, type Infer } from './schema.ts';

const callId = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(100));
export const pageMessage = v.variant('type', [
  v.object({
    type: v.literal('call'),
    id: callId,
    service: name,
    method: name,
    params: v.optional(v.unknown()),
    target: v.optional(shortText),
  }),
  v.object({ type: v.literal('cancel'), id: callId }),
]);
export type PageMessage = Infer<typeof pageMessage>;

export const hostMessage = v.variant('type', [
  v.object({ type: v.literal('result'), id: callId, value: v.optional(v.unknown()) }),
  /** Without an id if the host could not determine the call. */
  v.object({ type: v.literal('error'), id: v.optional(callId), error: problem }),
  v.object({ type: v.literal('event'), service: name, event: name, payload: v.optional(v.unknown()) }),
]);
export type HostMessage = Infer<typeof hostMessage>;

/** "path: reason" of the first issue, for use in a sentence. */
export function describeIssue(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): {
  where: string;
  reason: string;
} {
  const [issue] = issues;
  return { where: v.getDotPath(issue) ?? '', reason: issue.message };
}
