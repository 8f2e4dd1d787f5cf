// What moves messages between a host and a page: a message port, a WebSocket, or a pair in memory.
// A carrier knows messages and nothing of their meaning.

import type { Listen } from '../lib/emitter.ts';

export interface Carrier {
  /** Values that structured clone and CBOR both carry: plain objects, arrays, strings, numbers, booleans, Uint8Array. */
  send(message: unknown): void;
  readonly onMessage: Listen<unknown>;
  /** Fires once, whichever side ended it. */
  readonly onClose: Listen<void>;
  close(): void;
}
