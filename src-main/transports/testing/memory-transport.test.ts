import { byteTransportSuite } from './byte-transport-suite.ts';
import { createMemoryTransport } from './memory-transport.ts';

byteTransportSuite('memory', async () => {
  const { transport, peer } = createMemoryTransport();
  let held: Uint8Array = new Uint8Array(0);
  let taker: { sizeBytes: number; resolve: (bytes: Uint8Array) => void } | undefined;
  const serve = (): void => {
    if (taker === undefined || held.length < taker.sizeBytes) return;
    const { sizeBytes, resolve } = taker;
    taker = undefined;
    const taken = held.subarray(0, sizeBytes);
    held = held.subarray(sizeBytes);
    resolve(taken);
  };
  peer.onData((bytes) => {
    held = Buffer.concat([held, bytes]);
    serve();
  });
  return {
    transport,
    send: (bytes) => peer.write(bytes),
    received: (sizeBytes) =>
      new Promise((resolve) => {
        taker = { sizeBytes, resolve };
        serve();
      }),
    hangUp: () => peer.unplug(),
    dispose: () => {},
  };
});
