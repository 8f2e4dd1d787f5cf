// What every camera driver builds on: bytes in, bytes out, and the end of both.
// Above: the link of each driver. Below: src-main/transports (serial, TCP, UDP, simulator thread, replay).
// The contract of every implementation is the suite in testing/byte-transport-suite.ts.

import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import type { LineControl } from './line-control.ts';

/** Bytes to a camera and back. May be opened again after its end. */
export interface ByteTransport {
  /** What a person knows it by: "sim", "/dev/ttyACM0", "tcp://127.0.0.1:5555". */
  readonly name: string;
  /**
   * `stream`: any chunking, no loss, order kept. `datagram`: each chunk received is one datagram, each write sends
   * one; loss and reordering happen.
   */
  readonly kind: 'stream' | 'datagram';
  /** Present if there is a line to control: serial ports. Pseudo-terminals have a rate but no modem lines. */
  readonly line?: LineControl | undefined;
  /** Opens it. Rejects with a TransportError. May be called again after a close. */
  open(signal?: AbortSignal): Promise<void>;
  /**
   * Hands bytes over; resolves when the transport can take more. The caller may reuse the buffer only then.
   * Rejects with a TransportError when it is not open.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Bytes as they arrive. The chunk belongs to the listener for the duration of the call only. */
  onData(listener: (chunk: Uint8Array) => void): Disposable;
  /** Fires once after each open: with an error when the other side or the system ended it, without one after close(). */
  onClose(listener: (error: Error | undefined) => void): Disposable;
  /** Ends it; resolves when the port is free again. Never rejects; calling twice is harmless. */
  close(): Promise<void>;
}
