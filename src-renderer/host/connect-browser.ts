// The host at the address this page came from: calls by WebSocket, pictures by a streamed response.

import { systemClock } from '../../src-shared/lib/clock.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import { RpcError, type RpcErrorCode } from '../../src-shared/rpc/rpc-error.ts';
import { decodeMessage, encodeMessage, maxMessageBytes } from '../../src-shared/rpc/wire-codec.ts';
import type { HostConnection } from './host-connection.ts';
import { HostRefusedError, ReconnectingHost } from './reconnecting-host.ts';

const openLimitMs = 5000;

/** Rejects with HostRefusedError when the token is wrong, and with another error when the host is not there. */
export async function connectBrowser(): Promise<HostConnection> {
  const token = new URLSearchParams(location.search).get('token');
  const address = new URL('rpc', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.search = token === null ? '' : `?token=${encodeURIComponent(token)}`;
  address.hash = '';
  const reconnecting = await ReconnectingHost.connect(() => openCarrier(address.href), systemClock);
  // A cookie holds the token from now on; in the address bar it could be read over a shoulder.
  address.search = '';
  if (token !== null) history.replaceState(undefined, '', location.pathname + location.hash);
  return {
    host: reconnecting.host,
    get linkState() {
      return reconnecting.linkState;
    },
    onLinkState: reconnecting.onLinkState,
    async openFrameLane() {
      const { lane } = await reconnecting.host.frames.openLane(undefined);
      return { kind: 'http', lane, url: new URL(`frames/${lane}`, location.href).href };
    },
  };
}

function openCarrier(address: string): Promise<Carrier> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    const fail = (): void => {
      clearTimeout(limit);
      socket.close();
      refusalOf(address).then(reject, reject);
    };
    const limit = setTimeout(fail, openLimitMs);
    socket.addEventListener('close', fail, { once: true });
    socket.addEventListener(
      'open',
      () => {
        clearTimeout(limit);
        socket.removeEventListener('close', fail);
        resolve(webSocketCarrier(socket));
      },
      { once: true },
    );
  });
}

/** A WebSocket does not tell why it was refused; a plain request to the same server does. */
async function refusalOf(address: string): Promise<Error> {
  const page = new URL(address);
  page.protocol = location.protocol;
  page.pathname = location.pathname;
  const response = await fetch(page, { method: 'HEAD', signal: AbortSignal.timeout(openLimitMs) });
  return response.status === 401 || response.status === 403
    ? new HostRefusedError(`The host answered with status ${response.status}.`)
    : new Error('The host did not open a connection.');
}

function webSocketCarrier(socket: WebSocket): Carrier {
  const message = new Emitter<unknown>();
  const close = new Emitter<void>();
  socket.addEventListener('message', (event) => {
    if (event.data instanceof ArrayBuffer) message.emit(decodeMessage(new Uint8Array(event.data)));
  });
  socket.addEventListener('close', () => close.emit(), { once: true });
  return {
    onMessage: message.event,
    onClose: close.event,
    send(value) {
      if (socket.readyState !== WebSocket.OPEN) return;
      const encoded = encodeMessage(value);
      // The host would close the connection.
      if (encoded.length > maxMessageBytes) throw tooLarge(encoded.length);
      socket.send(encoded);
    },
    close: () => socket.close(),
    get backlogBytes() {
      return socket.bufferedAmount;
    },
  };
}

function tooLarge(sizeBytes: number): RpcError {
  const code: RpcErrorCode = 'message-too-large';
  return new RpcError(code, `A message of ${sizeBytes} bytes.`, { data: { sizeBytes, limitBytes: maxMessageBytes } });
}
