// The receiving half of a serial port. The serialport package reads in a thread pool, one small piece a turn; a terminal
// device can be read in the event loop instead. Measured on a pseudo-terminal: three to seven times the rate, the more
// the busier the machine is.

import { closeSync, constants, openSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';
import type { SerialPort } from 'serialport';

export interface SerialReader {
  close(): Promise<void>;
}

/** `port` is open and set up. `onEnd` is called when the device is gone; by then nothing more is read. */
export function readSerial(
  port: SerialPort,
  onData: (chunk: Uint8Array) => void,
  onEnd: (error: unknown) => void,
): SerialReader {
  const fd = process.platform === 'linux' ? openAgain(port.path) : undefined;
  if (fd === undefined) {
    port.on('data', onData);
    return { close: () => Promise.resolve() };
  }
  const stream = new ReadStream(fd);
  stream.on('data', onData);
  stream.on('error', onEnd);
  stream.on('end', () => onEnd(new Error('The device hung up.')));
  return {
    close: () =>
      new Promise((resolve) => {
        if (stream.closed) return resolve();
        stream.once('close', () => resolve());
        stream.destroy();
      }),
  };
}

/** A descriptor of our own: the package closes its own one itself. Undefined where the device cannot be had twice. */
function openAgain(path: string): number | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  if (isatty(fd)) return fd;
  closeSync(fd);
  return undefined;
}
