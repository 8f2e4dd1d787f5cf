// A sender that costs next to nothing: the same block over and over, as fast as it is taken. What a plain read loop gets
// from it is what the line can carry.

import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { startPtyRelay, stopPtyRelay } from '../../src-main/simulator/expose/pty-relay.ts';

export async function runFlood(line: string, chunkBytes: number): Promise<void> {
  const block = Buffer.alloc(chunkBytes, 0x55);
  if (line === 'tcp') {
    const server = createServer({ noDelay: true }, (socket: Socket) => {
      socket.on('error', () => socket.destroy());
      pour(socket, block);
    });
    server.listen(0, '127.0.0.1', () => announce(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`));
    process.once('SIGTERM', () => process.exit());
    return;
  }
  const relay = await startPtyRelay();
  process.once('SIGTERM', () => void stopPtyRelay(relay).then(() => process.exit()));
  relay.process.stdin.on('error', () => undefined);
  // The host says something first: before that nobody reads, and the terminal would hold stale bytes.
  relay.process.stdout.once('data', () => pour(relay.process.stdin, block));
  announce(relay.path);
}

function announce(address: string): void {
  process.stdout.write(`${JSON.stringify({ address })}\n`);
}

function pour(target: Writable, block: Buffer): void {
  const more = (): void => {
    while (!target.destroyed && target.write(block));
  };
  target.on('drain', more);
  more();
}
