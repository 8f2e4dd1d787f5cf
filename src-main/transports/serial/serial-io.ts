// The bytes of an open serial port. The serialport package reads and writes in the thread pool, one small piece per turn
// of the event loop. On Linux a terminal device can be read and written by the event loop itself, through a second
// descriptor: measured on a pseudo-terminal, that gives several times the rate, the more the busier the machine is
// (docs/performance.md). If the device cannot take bytes at once, the package writes them.

import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';
import type { SerialPort } from 'serialport';

export interface SerialIo {
  /** Resolves when the system has accepted the bytes. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when nothing more is read and the descriptor is closed. The port itself stays open. */
  close(): Promise<void>;
}

/** `port` is open and set up. `onEnd` is called when the device is gone; nothing is read afterwards. */
export function openSerialIo(
  port: SerialPort,
  onData: (chunk: Uint8Array) => void,
  onEnd: (error: unknown) => void,
): SerialIo {
  const terminal = process.platform === 'linux' ? openTerminal(port.path) : undefined;
  if (terminal === undefined) {
    port.on('data', onData);
    return { write: (bytes) => writeByPackage(port, bytes), close: () => Promise.resolve() };
  }
  terminal.stream.on('data', onData);
  terminal.stream.on('error', onEnd);
  terminal.stream.on('end', () => onEnd(new Error('The device hung up.')));
  return new TerminalIo(port, terminal);
}

interface Terminal {
  readonly descriptor: number;
  readonly stream: ReadStream;
  /** False if the stream could not open the device again and works on our descriptor, which it then closes. */
  readonly ownsDescriptor: boolean;
}

class TerminalIo implements SerialIo {
  readonly #port: SerialPort;
  readonly #terminal: Terminal;
  /** Bytes that the device could not take at once; later ones wait for them. */
  #pending: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(port: SerialPort, terminal: Terminal) {
    this.#port = port;
    this.#terminal = terminal;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#pending !== undefined) return this.#writeLater(this.#pending, bytes);
    const written = writeNow(this.#terminal.descriptor, bytes);
    if (written < bytes.length) await this.#writeLater(Promise.resolve(), bytes.subarray(written));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #writeLater(earlier: Promise<void>, bytes: Uint8Array): Promise<void> {
    const pending = earlier.then(() => writeByPackage(this.#port, bytes));
    this.#pending = pending;
    try {
      await pending;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  async #close(): Promise<void> {
    const { descriptor, stream, ownsDescriptor } = this.#terminal;
    if (!stream.closed) {
      const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
      stream.destroy();
      await closed;
    }
    if (ownsDescriptor) closeSync(descriptor);
  }
}

/** Undefined if the device is not a terminal or cannot be opened twice. */
function openTerminal(path: string): Terminal | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    if (isatty(descriptor)) {
      const stream = new ReadStream(descriptor);
      return { descriptor, stream, ownsDescriptor: descriptorOf(stream) !== descriptor };
    }
  } catch {
    // Closed below: the package serves the port alone.
  }
  closeSync(descriptor);
  return undefined;
}

/** The descriptor that the stream uses, from Node's handle. */
function descriptorOf(stream: ReadStream): unknown {
  const handle: unknown = Reflect.get(stream, '_handle');
  return typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
}

/** How many bytes the device took without waiting. */
function writeNow(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}

function writeByPackage(port: SerialPort, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    port.write(bytes, undefined, (error) => (error ? reject(error) : resolve()));
  });
}
