import type { ByteTransport } from '../transports/api/byte-transport.ts';

/** A transport that is open: the next `open` takes it over as it is, later ones open it again. */
export function holdOpen(transport: ByteTransport): ByteTransport {
  let held = true;
  transport.onClose(() => (held = false));
  return {
    name: transport.name,
    kind: transport.kind,
    line: transport.line,
    async open(signal) {
      signal?.throwIfAborted();
      if (!held) return transport.open(signal);
      held = false;
      return undefined;
    },
    write: (bytes) => transport.write(bytes),
    onData: (listener) => transport.onData(listener),
    onClose: (listener) => transport.onClose(listener),
    close: () => transport.close(),
  };
}
