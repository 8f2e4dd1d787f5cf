// A camera on the network by UDP (docs/protocol-v2.md §18): one packet of the camera a datagram. The socket is
// connected, so that datagrams of strangers never arrive, and its local port is chosen by the system.

import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { raceAbort } from '../../../src-shared/lib/abort.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import { LifecycleTransport, type Connection, type ConnectionEvents } from '../api/lifecycle-transport.ts';
import { fromSystemError } from '../api/system-error.ts';

/** A whole raw frame may arrive in one burst; the system may grant less. */
const receiveBufferBytes = 4 * 1024 * 1024;

export interface UdpTransportOptions {
  readonly host: string;
  readonly port: number;
}

export function createUdpTransport(options: UdpTransportOptions): ByteTransport {
  const name = `udp://${options.host.includes(':') ? `[${options.host}]` : options.host}:${options.port}`;
  return new LifecycleTransport(name, 'datagram', (events, signal) => openSocket(name, options, events, signal));
}

async function openSocket(
  name: string,
  { host, port }: UdpTransportOptions,
  events: ConnectionEvents,
  signal: AbortSignal,
): Promise<Connection> {
  let socket: Socket | undefined;
  try {
    const { address, family } = await raceAbort(lookup(host), signal);
    socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    await connectSocket(socket, port, address);
    signal.throwIfAborted();
  } catch (error) {
    socket?.close();
    if (signal.aborted) throw error;
    throw fromSystemError(name, error, 'port-open-failed');
  }
  try {
    socket.setRecvBufferSize(receiveBufferBytes);
  } catch {
    // The system's own size works too, with more losses on bursts.
  }
  let heard = false;
  socket.on('message', (message) => {
    heard = true;
    events.data(message);
  });
  socket.on('error', (error) => {
    if (!heard) events.ended(fromSystemError(name, error, 'port-lost'));
  });
  return connectionOf(socket, name, () => heard);
}

function connectSocket(socket: Socket, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.connect(port, address, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

function connectionOf(socket: Socket, name: string, heard: () => boolean): Connection {
  let open = true;
  socket.once('close', () => (open = false));
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        socket.send(bytes, (error) => {
          if (error === null) resolve();
          else if (!heard()) reject(fromSystemError(name, error, 'port-lost'));
          // The error may be what became of an earlier datagram; this one has not been sent then.
          else socket.send(bytes, () => resolve());
        });
      }),
    close: () =>
      new Promise((resolve) => {
        if (!open) return resolve();
        socket.once('close', () => resolve());
        socket.close();
      }),
  };
}
