// What moves messages between a host and a page: a message port, a WebSocket, or a pair in memory.
// A carrier knows messages and nothing of their meaning.

import type { Listen } from '../lib/emitter.ts';

export interface Carrier {
  /**
   * Values that structured clone and CBOR both carry: plain objects, arrays, strings, numbers, booleans, Uint8Array.
   * After the close it does nothing. Throws the RpcError `message-too-large` where the other side would not take it, and
   * nothing else.
   */
  send(message: unknown): void;
  /** What arrived, unchecked. A carrier that cannot decode a message delivers an `UndecodableMessage`. */
  readonly onMessage: Listen<unknown>;
  /** Fires once, whichever side ended it. */
  readonly onClose: Listen<void>;
  close(): void;
  /** Bytes handed to `send` that have not left yet; undefined where nobody knows. */
  readonly backlogBytes?: number | undefined;
}

/** Stands for bytes that were not a message, so that the other side can be told. */
export class UndecodableMessage {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
