import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import { createPortCarrier } from '../../src-shared/rpc/port-carrier.ts';

/** The part of Electron's MessagePortMain that is used. */
export interface MainPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A page's port for calls. */
export function createMessagePortCarrier(port: MainPort): Carrier {
  return createPortCarrier({
    postMessage: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.on('message', ({ data }) => onMessage(data));
      port.on('close', onClose);
    },
    start: () => port.start(),
    close: () => port.close(),
  });
}
