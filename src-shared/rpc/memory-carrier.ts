import { Emitter } from '../lib/emitter.ts';
import type { Carrier } from './carrier.ts';
import { decodeMessage, encodeMessage } from './wire-codec.ts';

/**
 * Two ends of a connection inside one thread, for tests and for a shell that shares the host's thread. Messages cross
 * as bytes, so that nothing passes here which a WebSocket would not carry; they arrive asynchronously and in order.
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
