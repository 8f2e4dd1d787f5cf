import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { createPortStream, readPort } from './port-stream.ts';

it('holds the writer while the reader returns no credits', async () => {
  const { port1, port2 } = new MessageChannel();
  const stream = createPortStream(port2);
  stream.start();
  let written = 0;
  let blocked: Promise<void> | undefined;
  while (blocked === undefined) {
    blocked = stream.write(new Uint8Array(1));
    written++;
  }
  expect(written).toBe(256);
  let received = 0;
  readPort(port1, (bytes) => (received += bytes.length));
  await blocked;
  await expect.poll(() => received).toBe(256);
  port1.close();
});

it('lets a held writer go when the port closes', async () => {
  const { port1, port2 } = new MessageChannel();
  const stream = createPortStream(port2);
  stream.start();
  let blocked: Promise<void> | undefined;
  while (blocked === undefined) blocked = stream.write(new Uint8Array(1));
  port1.close();
  await expect(blocked).resolves.toBeUndefined();
});
