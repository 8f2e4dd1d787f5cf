// A camera on a serial port: USB CDC, where exactly 921600 baud and DTR select protocol V2 (docs/protocol-v2.md §2.1),
// or a pseudo-terminal, which has no modem lines.

import { SerialPort } from 'serialport';
import { abortError, delay } from '../../../src-shared/lib/abort.ts';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import { protocolBaudRate } from '../../../src-shared/openmv/constants.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import { TransportError } from '../api/transport-error.ts';
import { LifecycleTransport, type Connection, type ConnectionEvents } from '../api/lifecycle-transport.ts';
import { explainOpenFailure } from './serial-open-failure.ts';
import { readSerial, type SerialReader } from './serial-reader.ts';

/** Bytes that a camera still had in its pipe arrive within this time; they are thrown away. */
const settleMs = 100;

export interface SerialTransportOptions {
  readonly path: string;
  /** Default 921600, which selects protocol V2 on OpenMV cameras. */
  readonly baudRate?: number;
  readonly clock?: Clock;
}

export function createSerialTransport(options: SerialTransportOptions): ByteTransport {
  return new LifecycleTransport(options.path, 'stream', (events, signal) => openPort(options, events, signal));
}

async function openPort(
  { path, baudRate = protocolBaudRate, clock = systemClock }: SerialTransportOptions,
  events: ConnectionEvents,
  signal: AbortSignal,
): Promise<Connection> {
  const port = new SerialPort({
    path,
    baudRate,
    dataBits: 8,
    stopBits: 1,
    parity: 'none',
    lock: true,
    autoOpen: false,
  });
  await call((done) => port.open(done)).catch(async (error: unknown) => {
    throw await explainOpenFailure(path, error);
  });
  // Without a listener an 'error' event would end the process.
  port.on('error', (error) => events.ended(lost(path, error)));
  port.on('close', (error: unknown) => events.ended(lost(path, error)));
  try {
    // Pseudo-terminals have no modem lines and refuse this; there is nothing to select on them either.
    await call((done) => port.set({ dtr: true, rts: true }, done)).catch(() => undefined);
    await flush(port);
    await delay(clock, settleMs, signal);
    await flush(port);
  } catch (error) {
    await connectionOf(port, undefined).close();
    throw signal.aborted ? abortError(signal) : lost(path, error);
  }
  const reader = readSerial(
    port,
    (chunk) => events.data(chunk),
    (error) => events.ended(lost(path, error)),
  );
  return connectionOf(port, reader);
}

function connectionOf(port: SerialPort, reader: SerialReader | undefined): Connection {
  return {
    write: (bytes) => call((done) => port.write(bytes, done)),
    async close() {
      await reader?.close();
      if (port.isOpen) await call((done) => port.close(done));
    },
  };
}

/** Emptying the system's buffers is a courtesy: a port that cannot do it still works. */
async function flush(port: SerialPort): Promise<void> {
  await call((done) => port.flush(done)).catch(() => undefined);
}

function lost(path: string, cause: unknown): TransportError {
  return new TransportError('port-lost', `${path} went away.`, { cause, data: { port: path } });
}

function call(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}
