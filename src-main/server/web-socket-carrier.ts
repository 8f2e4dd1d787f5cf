import { WebSocket } from 'ws';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import { UndecodableMessage, type Carrier } from '../../src-shared/rpc/carrier.ts';
import { decodeMessage, encodeMessage } from '../../src-shared/rpc/wire-codec.ts';

/** One page's WebSocket: every message is one binary message of CBOR. */
export function createWebSocketCarrier(socket: WebSocket): Carrier {
  const message = new Emitter<unknown>();
  const close = new Emitter<void>();
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data, isBinary) => {
    if (isBinary && Buffer.isBuffer(data)) message.emit(decodeMessage(data));
    else message.emit(new UndecodableMessage('Expected a binary message.'));
  });
  socket.once('close', () => {
    close.emit();
    close.dispose();
    message.dispose();
  });
  // 'close' follows, and nothing else is needed.
  socket.on('error', () => undefined);
  return {
    onMessage: message.event,
    onClose: close.event,
    send(value) {
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeMessage(value));
    },
    close: () => socket.close(),
    get backlogBytes() {
      return socket.bufferedAmount;
    },
  };
}
