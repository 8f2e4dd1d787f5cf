import { Emitter } from '../../src-shared/lib/emitter.ts';
import type { Carrier } from '../../src-shared/rpc/carrier.ts';

/** What is used of Electron's MessagePortMain. */
export interface MainPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** One page's port for calls: messages cross as they are, by structured clone. Starts the port. */
export function createMessagePortCarrier(port: MainPort): Carrier {
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
  port.on('message', ({ data }) => message.emit(data));
  port.on('close', end);
  // Before the first message can be lost, but after the caller had its turn to listen.
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
