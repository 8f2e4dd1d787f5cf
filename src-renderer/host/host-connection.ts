// What the page is handed: the host, and where its frames come from. Two makers: connect-browser.ts (WebSocket and
// fetch) and connect-electron.ts (message ports from the preload).

import type { Listen } from '../../src-shared/lib/emitter.ts';
import type { Host } from '../../src-shared/contract/contract.ts';

/** Where the preview worker gets its frames: a streamed HTTP response, or a port that delivers one frame a message. */
export type FrameLaneSource =
  | { readonly kind: 'http'; readonly lane: string; readonly url: string }
  | { readonly kind: 'port'; readonly lane: string; readonly port: MessagePort };

export type LinkState = 'connected' | 'reconnecting' | 'closed';

export interface HostConnection {
  /** Calls made while reconnecting wait, up to a limit, and then reject with `host-unreachable`. */
  readonly host: Host;
  readonly linkState: LinkState;
  /** After `connected` comes back the page asks again for whatever it shows. */
  readonly onLinkState: Listen<LinkState>;
  /** A new lane; an earlier one ends. */
  openFrameLane(): Promise<FrameLaneSource>;
}
