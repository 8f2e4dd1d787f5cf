import { Emitter } from '../lib/emitter.ts';
import type { Carrier } from './carrier.ts';
import { decodeMessage, encodeMessage } from './wire-codec.ts';

/**
 * Both ends of a connection within one thread, for tests and for a shell that shares the host's thread. Messages are
 * encoded to bytes, so that this carrier accepts only what a WebSocket can carry. They arrive asynchronously, in order.
 */
export function createMemoryCarriers(): readonly [Carrier, Carrier] {
  const left = new MemoryEnd();
  const right = new MemoryEnd();
  left.other = right;
  right.other = left;
  return [left, right];
}

class MemoryEnd implements Carrier {
  other: MemoryEnd | undefined;
  #closed = false;
  readonly #message = new Emitter<unknown>();
  readonly #close = new Emitter<void>();
  readonly onMessage = this.#message.event;
  readonly onClose = this.#close.event;

  send(message: unknown): void {
    if (this.#closed) return;
    const messageBytes = encodeMessage(message);
    queueMicrotask(() => this.other?.receive(messageBytes));
  }

  receive(messageBytes: Uint8Array): void {
    if (!this.#closed) this.#message.emit(decodeMessage(messageBytes));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#close.emit();
    queueMicrotask(() => this.other?.close());
  }
}
