import { mkdir, writeFile } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createTestHost, temporaryFolder } from '../host/testing/test-host.ts';
import { startServer } from './start-server.ts';
import { testCertificate, testKey } from './testing/test-certificate.ts';

const token = '0123456789abcdef0123456789abcdef';

async function setUp() {
  const { core } = await createTestHost();
  const rendererFolder = path.join(await temporaryFolder(), 'renderer');
  await mkdir(rendererFolder, { recursive: true });
  await writeFile(path.join(rendererFolder, 'index.html'), '<!doctype html>');
  const server = await startServer({
    core,
    rendererFolder,
    token,
    tls: { certificate: testCertificate, key: testKey },
  });
  onTestFinished(() => server.close());
  return server;
}

function get(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; cookie: string; policy: string }>((resolve, reject) => {
    https
      .get(url, { ca: testCertificate, headers }, (response) => {
        response.resume();
        const { statusCode: status, headers: answered } = response;
        const policy = String(answered['content-security-policy']);
        response.on('end', () => resolve({ status, cookie: String(answered['set-cookie']), policy }));
      })
      .on('error', reject);
  });
}

it('serves over https with a cookie that is never sent unencrypted', async () => {
  const { url, port } = await setUp();
  expect(url).toBe(`https://127.0.0.1:${port}/?token=${token}`);
  const answer = await get(url);
  expect(answer.status).toBe(200);
  expect(answer.cookie).toContain('; Secure');
  expect(answer.policy).toContain(`connect-src 'self' wss://127.0.0.1:${port}`);
});

it('accepts only its own https origin', async () => {
  const { url, port } = await setUp();
  expect((await get(url, { origin: `https://127.0.0.1:${port}` })).status).toBe(200);
  expect((await get(url, { origin: `http://127.0.0.1:${port}` })).status).toBe(403);
});

it('carries calls over an encrypted WebSocket', async () => {
  const { port } = await setUp();
  const socket = new WebSocket(`wss://127.0.0.1:${port}/rpc?token=${token}`, { ca: testCertificate });
  onTestFinished(() => socket.terminate());
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
});

it('reports that a certificate cannot be used', async () => {
  const { core } = await createTestHost();
  const tls = { certificate: 'no certificate', key: testKey };
  await expect(startServer({ core, rendererFolder: '/nowhere', tls })).rejects.toMatchObject({
    code: 'server-tls-unusable',
  });
});
