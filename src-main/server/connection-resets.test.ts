// Connections that are reset at every stage of an exchange. An error without a handler would end the process, and
// the test run with it.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createTestHost, temporaryFolder } from '../host/testing/test-host.ts';
import { startServer } from './start-server.ts';
import { testCertificate, testKey } from './testing/test-certificate.ts';

const token = '0123456789abcdef0123456789abcdef';
const tls = { certificate: testCertificate, key: testKey };

async function setUp(options: { readonly tls?: typeof tls } = {}) {
  const { core } = await createTestHost();
  const server = await startServer({ core, rendererFolder: await temporaryFolder(), token, ...options });
  onTestFinished(() => server.close());
  return { port: server.port };
}

function upgradeRequest(port: number, target: string): string {
  return [
    `GET ${target} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    '',
    '',
  ].join('\r\n');
}

/** A masked frame that claims more bytes than follow. */
const halfFrame = Buffer.from([0x82, 0xfe, 0x10, 0x00, 1, 2, 3, 4, 5]);

const stages: readonly ((port: number) => Buffer)[] = [
  () => Buffer.alloc(0),
  (port) => Buffer.from(`GET /?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`),
  (port) => Buffer.from(`GET /frames/abc?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`),
  (port) => Buffer.from(upgradeRequest(port, '/rpc?token=wrong')),
  (port) => Buffer.from(upgradeRequest(port, '/nowhere')),
  (port) => Buffer.from(upgradeRequest(port, `/rpc?token=${token}`)),
  (port) => Buffer.concat([Buffer.from(upgradeRequest(port, `/rpc?token=${token}`)), halfFrame]),
];

/** Sends the bytes in two parts and resets the connection, with or without waiting for an answer. */
async function sendAndReset(socket: Socket, bytes: Buffer, { cut, waits }: { cut: number; waits: boolean }) {
  socket.on('error', () => undefined);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  socket.write(bytes.subarray(0, cut));
  if (cut >= bytes.length && bytes.length > 0 && waits) {
    await Promise.race([once(socket, 'data'), ended]);
  }
  socket.resetAndDestroy();
  await ended;
}

async function isAlive(port: number): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc?token=${token}`);
  await once(socket, 'open');
  socket.close();
  await once(socket, 'close');
  return true;
}

it('a connection that is reset at any stage leaves the server running', async () => {
  const { port } = await setUp();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...stages), fc.nat(400), fc.boolean(), async (stage, cut, waits) => {
      await sendAndReset(connect(port, '127.0.0.1'), stage(port), { cut, waits });
    }),
    { numRuns: 150 },
  );
  expect(await isAlive(port)).toBe(true);
});

it('a page that is refused because too many are open may reset its connection', async () => {
  const { port } = await setUp();
  const open: WebSocket[] = [];
  onTestFinished(() => open.forEach((socket) => socket.terminate()));
  for (let count = 0; count < 16; count += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc?token=${token}`);
    open.push(socket);
    await once(socket, 'open');
  }
  for (let count = 0; count < 50; count += 1) {
    const bytes = Buffer.from(upgradeRequest(port, `/rpc?token=${token}`));
    await sendAndReset(connect(port, '127.0.0.1'), bytes, { cut: bytes.length, waits: count % 2 === 0 });
  }
  open.pop()?.terminate();
  await expect.poll(() => isAlive(port).catch(() => false)).toBe(true);
});

it('a secure connection that is reset during its handshake leaves the server running', async () => {
  const { port } = await setUp({ tls });
  for (let count = 0; count < 30; count += 1) {
    const socket = connect(port, '127.0.0.1');
    // A client hello of random length, cut off.
    await sendAndReset(socket, Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]), { cut: count % 12, waits: false });
  }
  const last = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(last, 'secureConnect');
  last.destroy();
});
