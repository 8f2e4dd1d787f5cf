// A carrier over a message port, for both ends of the desktop shell: the page's MessagePort and the main process's port.

import { Emitter } from '../lib/emitter.ts';
import type { Carrier } from './carrier.ts';

/** What a carrier needs of a message port; each kind of port has its own way of listening. */
export interface CarrierPort {
  postMessage(message: unknown): void;
  listen(onMessage: (data: unknown) => void, onClose: () => void): void;
  start(): void;
  close(): void;
}

/** Messages cross by structured clone. Starts the port after the caller's turn, so that no message is lost. */
export function createPortCarrier(port: CarrierPort): Carrier {
  const message = new Emitter<unknown>();
  const close = new Emitter<void>();
  let closed = false;
  const end = (): void => {
    if (closed) return;
    closed = true;
    close.emit();
    close.dispose();
    message.dispose();
  };
  port.listen((data) => message.emit(data), end);
  queueMicrotask(() => port.start());
  return {
    onMessage: message.event,
    onClose: close.event,
    send(value) {
      if (!closed) port.postMessage(value);
    },
    close() {
      if (closed) return;
      port.close();
      end();
    },
  };
}
