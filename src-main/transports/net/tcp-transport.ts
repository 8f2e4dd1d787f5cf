// A camera, or `viewfinder simulate --tcp`, behind a TCP port.

import { connect, type Socket } from 'node:net';
import { abortError } from '../../../src-shared/lib/abort.ts';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import { TransportError } from '../api/transport-error.ts';
import { LifecycleTransport, type Connection, type ConnectionEvents } from '../api/lifecycle-transport.ts';
import { fromSystemError } from '../api/system-error.ts';

/** A host on the same network answers in milliseconds; the system's own limit is over two minutes. */
const connectTimeoutMs = 5000;
/** Taken at once; the system's buffers can hold a whole large frame. */
const receiveBytes = 256 * 1024;

export interface TcpTransportOptions {
  readonly host: string;
  readonly port: number;
  readonly clock?: Clock;
}

export function createTcpTransport(options: TcpTransportOptions): ByteTransport {
  const name = `tcp://${options.host.includes(':') ? `[${options.host}]` : options.host}:${options.port}`;
  return new LifecycleTransport(name, 'stream', (events, signal) => openSocket(name, options, events, signal));
}

function openSocket(
  name: string,
  { host, port, clock = systemClock }: TcpTransportOptions,
  events: ConnectionEvents,
  signal: AbortSignal,
): Promise<Connection> {
  return new Promise((resolve, reject) => {
    // One buffer for all that arrives: listeners copy what they keep, and a new buffer a read is what collecting costs most.
    const area = new Uint8Array(receiveBytes);
    const onread = {
      buffer: area,
      callback: (sizeBytes: number): boolean => {
        events.data(area.subarray(0, sizeBytes));
        return true;
      },
    };
    const socket = connect({ host, port, noDelay: true, onread });
    const giveUp = (error: Error): void => {
      limit.dispose();
      socket.destroy();
      reject(error);
    };
    const onAbort = (): void => giveUp(abortError(signal));
    const limit = clock.after(connectTimeoutMs, () => {
      const facts = { port: name, afterMs: connectTimeoutMs };
      giveUp(new TransportError('port-open-failed', `${name} did not answer.`, { data: facts }));
    });
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', (error) => giveUp(fromSystemError(name, error, 'port-open-failed')));
    socket.once('connect', () => {
      limit.dispose();
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners('error');
      // Nothing but its end comes out of it this way, and that is only seen by who reads.
      socket.resume();
      socket.on('error', (error) => events.ended(fromSystemError(name, error, 'port-lost')));
      socket.once('close', () => {
        events.ended(new TransportError('port-lost', `${name} closed the connection.`, { data: { port: name } }));
      });
      resolve(connectionOf(socket));
    });
  });
}

function connectionOf(socket: Socket): Connection {
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    close: () =>
      new Promise((resolve) => {
        if (socket.closed) return resolve();
        socket.once('close', () => resolve());
        socket.destroy();
      }),
  };
}
