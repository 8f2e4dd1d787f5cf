// What moves messages between a host and a page: a message port, a WebSocket, or a pair in memory.
// A carrier does not know what messages mean.

import type { Listen } from '../lib/emitter.ts';

export interface Carrier {
  /**
   * Values that structured clone and CBOR both carry: plain objects, arrays, strings, numbers, booleans, Uint8Array.
   * Does nothing after the carrier closed. Throws only the RpcError `message-too-large`, if the other side would not
   * accept the message.
   */
  send(message: unknown): void;
  /** Received messages, not validated. A message that cannot be decoded is delivered as `UndecodableMessage`. */
  readonly onMessage: Listen<unknown>;
  /** Fires once, no matter which side closed it. */
  readonly onClose: Listen<void>;
  close(): void;
  /** Bytes passed to `send` that are not sent yet; undefined if unknown. */
  readonly backlogBytes?: number | undefined;
}

/** Takes the place of bytes that are not a message, so that the receiver can report them. */
export class UndecodableMessage {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
