// A camera on a serial port, or on a pseudo-terminal, which has a rate but no modem lines. Which rate and which lines
// select a protocol is known to the drivers (line-control.ts).

import { SerialPort } from 'serialport';
import { abortError, delay } from '../../../src-shared/lib/abort.ts';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import type { LineSettings } from '../api/line-control.ts';
import { TransportError } from '../api/transport-error.ts';
import { LifecycleTransport, type Connection, type ConnectionEvents } from '../api/lifecycle-transport.ts';
import { explainOpenFailure } from './serial-open-failure.ts';
import { openSerialIo, type SerialIo } from './serial-io.ts';

/** Until a driver configures the line. */
const neutralBaudRate = 115_200;
/** What the device sent before a change of the line arrives within this time and is discarded. */
const settleMs = 100;

export interface SerialTransportOptions {
  readonly path: string;
  /** Bits per second of a UART; drivers do not change it then. */
  readonly baudRate?: number;
  readonly clock?: Clock;
}

/** A serial port, not yet open. Rejects with a TransportError at `open`. */
export function createSerialTransport(options: SerialTransportOptions): ByteTransport {
  return new LifecycleTransport(options.path, 'stream', (events, signal) => openPort(options, events, signal), true);
}

async function openPort(
  options: SerialTransportOptions,
  events: ConnectionEvents,
  signal: AbortSignal,
): Promise<Connection> {
  const { path, baudRate = neutralBaudRate } = options;
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
  const connection = new SerialConnection(port, events, options);
  if (!signal.aborted) return connection;
  await connection.close();
  throw abortError(signal);
}

class SerialConnection implements Connection {
  readonly #port: SerialPort;
  readonly #io: SerialIo;
  readonly #options: SerialTransportOptions;
  /** Bytes that arrive now belong to the time before the line changed. */
  #settling = false;

  constructor(port: SerialPort, events: ConnectionEvents, options: SerialTransportOptions) {
    this.#port = port;
    this.#options = options;
    this.#io = openSerialIo(
      port,
      (chunk) => {
        if (!this.#settling) events.data(chunk);
      },
      (error) => events.ended(lost(options.path, error)),
    );
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#io.write(bytes);
  }

  async configureLine({ baudRate, dtr, rts }: LineSettings, signal: AbortSignal | undefined): Promise<void> {
    const { path, clock = systemClock, baudRate: chosenRate } = this.#options;
    const port = this.#port;
    this.#settling = true;
    try {
      if (baudRate !== undefined && chosenRate === undefined && baudRate !== port.baudRate) {
        await call((done) => port.update({ baudRate }, done));
      }
      const lines = { ...(dtr !== undefined && { dtr }), ...(rts !== undefined && { rts }) };
      // Pseudo-terminals have no modem lines and refuse this; there is nothing to select on them either.
      if (Object.keys(lines).length > 0) await call((done) => port.set(lines, done)).catch(() => undefined);
      await flush(port);
      await delay(clock, settleMs, signal);
      await flush(port);
    } catch (error) {
      throw signal?.aborted === true ? abortError(signal) : lost(path, error);
    } finally {
      this.#settling = false;
    }
  }

  async close(): Promise<void> {
    await this.#io.close();
    if (this.#port.isOpen) await call((done) => this.#port.close(done));
  }
}

/** Emptying the system's buffers helps, but a port that cannot do it still works. */
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
