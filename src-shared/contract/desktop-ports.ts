// How a page in the desktop shell gets its message ports. The page asks by `window.postMessage(portRequest…)`; the
// preload passes that on and returns the port the same way, as the only port of a `PortAnswer` message.
// A port for calls carries the messages of src-shared/rpc; a port for frames one frame per message (header, then data, in
// one Uint8Array), against credits.

import { portRequestType, type portAnswerType } from './desktop-port-names.ts';
import { shortText, v, type Infer } from '../rpc/schema.ts';

/** Origin of the page in the desktop shell. */
export const desktopOrigin = 'app://viewfinder';

export const portRequest = v.variant('kind', [
  v.object({ type: v.literal(portRequestType), kind: v.literal('calls') }),
  v.object({ type: v.literal(portRequestType), kind: v.literal('frames'), lane: shortText }),
]);
export type PortRequest = Infer<typeof portRequest>;

/** Sent with the port, or without one if there is no such lane. */
export interface PortAnswer {
  readonly type: typeof portAnswerType;
  readonly request: PortRequest;
}
