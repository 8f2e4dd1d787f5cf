import type { ByteTransport } from '../transports/api/byte-transport.ts';

/** A transport that loses what it is given to write, with a probability from 0 to 1; for tests of applications. */
export function droppingTransport(transport: ByteTransport, rate: number, random = Math.random): ByteTransport {
  return {
    name: transport.name,
    kind: transport.kind,
    line: transport.line,
    open: (signal) => transport.open(signal),
    write: (bytes) => (random() < rate ? Promise.resolve() : transport.write(bytes)),
    onData: (listener) => transport.onData(listener),
    onClose: (listener) => transport.onClose(listener),
    close: () => transport.close(),
  };
}
