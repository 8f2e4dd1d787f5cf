import { mkdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { hostContract, type Host } from '../../src-shared/contract/contract.ts';
import { decodeLaneHeader, laneHeaderSize } from '../../src-shared/contract/frame-lane.ts';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import { CarrierCalls } from '../../src-shared/rpc/carrier-calls.ts';
import { createClient } from '../../src-shared/rpc/client.ts';
import { decodeMessage } from '../../src-shared/rpc/wire-codec.ts';
import { collect, createTestHost, temporaryFolder } from '../host/testing/test-host.ts';
import { startServer } from './start-server.ts';
import { createWebSocketCarrier } from './web-socket-carrier.ts';

const token = '0123456789abcdef0123456789abcdef';

async function setUp() {
  const testHost = await createTestHost();
  const folder = await temporaryFolder();
  const rendererFolder = path.join(folder, 'renderer');
  await mkdir(path.join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(path.join(rendererFolder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(path.join(rendererFolder, 'assets/main-abcd1234.js'), 'export {};');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  const server = await startServer({ core: testHost.core, rendererFolder, token });
  onTestFinished(() => server.close());
  return { ...testHost, server, port: server.port, base: `http://127.0.0.1:${server.port}` };
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A request whose path and headers are sent as they are, unlike fetch. */
function request(
  port: number,
  target: string,
  headers: http.OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = http.request({ port, host: '127.0.0.1', path: target, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

function openSocket(port: number, target = `/rpc?token=${token}`, headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${target}`, { headers });
  onTestFinished(() => socket.terminate());
  return socket;
}

async function openPage(port: number): Promise<{ host: Host; socket: WebSocket }> {
  const socket = openSocket(port);
  await new Promise((resolve) => socket.once('open', resolve));
  const host = createClient(hostContract, new CarrierCalls(createWebSocketCarrier(socket), { onProblem: () => {} }));
  return { host, socket };
}

/** The status with which an upgrade was refused. */
function refusedWith(socket: WebSocket): Promise<number | undefined> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('open', () => resolve(101));
  });
}

describe('the page', () => {
  it('is served with the token, and with the cookie after a reload', async () => {
    const { port, server } = await setUp();
    const first = await request(port, new URL(server.url).pathname + new URL(server.url).search);
    expect(first).toMatchObject({ status: 200, body: '<!doctype html><title>page</title>' });
    const cookie = first.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    const reload = await request(port, '/', { cookie: cookie.split(';')[0] });
    expect(reload.status).toBe(200);
    const asset = await request(port, '/assets/main-abcd1234.js', { cookie: cookie.split(';')[0] });
    expect(asset).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': /immutable/ },
    });
  });

  it('is refused with a sentence and a next step without the token or with a wrong one', async () => {
    const { port } = await setUp();
    for (const target of ['/', '/?token=wrong', '/assets/main-abcd1234.js']) {
      const answer = await request(port, target);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('Open the full address printed in the terminal');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('is refused after many guesses, but never with the right token or cookie', async () => {
    const { port } = await setUp();
    for (let count = 0; count < 20; count += 1) await request(port, `/?token=guess${count}`);
    expect((await request(port, '/?token=guess')).status).toBe(429);
    expect((await request(port, `/?token=${token}`)).status).toBe(200);
    expect((await request(port, '/', { cookie: `viewfinder-${port}=${token}` })).status).toBe(200);
  });

  it('is refused under a foreign host name and to a foreign origin', async () => {
    const { port } = await setUp();
    const target = `/?token=${token}`;
    expect((await request(port, target, { host: 'evil.example' })).status).toBe(403);
    expect((await request(port, target, { host: `evil.example:${port}` })).status).toBe(403);
    expect((await request(port, target, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await request(port, target, { host: `localhost:${port}` })).status).toBe(200);
  });

  it('is never served from outside its folder', async () => {
    const { port } = await setUp();
    const cookie = `viewfinder-${port}=${token}`;
    for (const target of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/../../secret.txt',
      '/..%5csecret.txt',
      '//secret.txt',
      '/%00',
      '/%ff',
      '/assets',
    ]) {
      const answer = await request(port, target, { cookie });
      expect([target, answer.status]).toEqual([target, 404]);
      expect(answer.body).not.toContain('secret\n');
    }
  });

  it('has a policy that allows nothing from other origins', async () => {
    const { port } = await setUp();
    const { headers } = await request(port, `/?token=${token}`);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port}`);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('accepts only methods that read', async () => {
    const { port } = await setUp();
    expect((await request(port, `/?token=${token}`, {}, 'POST')).status).toBe(405);
  });
});

describe('starting', () => {
  it('reports that the page has not been built', async () => {
    const { core } = await createTestHost();
    const server = await startServer({ core, rendererFolder: await temporaryFolder(), token });
    onTestFinished(() => server.close());
    const answer = await request(server.port, `/?token=${token}`);
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('npm run build');
  });

  it('reports that a port is in use', async () => {
    const { core, port } = await setUp();
    await expect(startServer({ core, rendererFolder: '/nowhere', port })).rejects.toMatchObject({
      code: 'server-port-in-use',
      data: { port },
    });
  });
});

describe('calls', () => {
  it('work over a WebSocket, with events in return', async () => {
    const { port, source } = await setUp();
    const { host } = await openPage(port);
    const text = collect<{ bytes: Uint8Array }>((listener) => host.script.on('text', listener));
    await host.camera.connect({ id: 'sim' });
    await host.script.run({ source: new Uint8Array([1, 2, 3]), document: 'a' });
    source.camera.print('hello');
    expect(await text.until(() => true)).toEqual({ bytes: new TextEncoder().encode('hello'), lostBefore: 0 });
    expect(source.camera.sources).toEqual([new Uint8Array([1, 2, 3])]);
  });

  it('are refused to a wrong token, a wrong origin and a wrong path', async () => {
    const { port } = await setUp();
    expect(await refusedWith(openSocket(port, '/rpc?token=wrong'))).toBe(401);
    expect(await refusedWith(openSocket(port, '/rpc'))).toBe(401);
    expect(await refusedWith(openSocket(port, undefined, { origin: 'http://evil.example' }))).toBe(403);
    expect(await refusedWith(openSocket(port, undefined, { host: 'evil.example' }))).toBe(403);
    expect(await refusedWith(openSocket(port, `/elsewhere?token=${token}`))).toBe(404);
    expect(await refusedWith(openSocket(port, undefined, { origin: `http://127.0.0.1:${port}` }))).toBe(101);
  });

  it('answer each malformed message with one error, and continue', async () => {
    const { port } = await setUp();
    const { host, socket } = await openPage(port);
    for (const garbage of ['text', new Uint8Array([0xff, 0x00]), new Uint8Array()]) {
      const answer = new Deferred<unknown>();
      socket.once('message', (data: Buffer) => answer.resolve(decodeMessage(data)));
      socket.send(garbage);
      expect(await answer.promise).toMatchObject({ type: 'error', error: { code: 'bad-message' } });
    }
    expect((await host.camera.status(undefined)).state).toBe('disconnected');
  });

  it('continue with the camera and its text after a reload', async () => {
    const { port, source } = await setUp();
    const before = await openPage(port);
    await before.host.camera.connect({ id: 'sim' });
    await before.host.script.run({ source: new Uint8Array([1]), document: 'doc' });
    source.camera.print('before ');
    before.socket.terminate();
    source.camera.print('between ');
    const after = await openPage(port);
    expect((await after.host.camera.status(undefined)).state).toBe('running');
    expect(await after.host.script.recall(undefined)).toMatchObject({
      run: { run: 1, document: 'doc' },
      running: true,
      text: new TextEncoder().encode('before between '),
    });
    const text = collect<{ bytes: Uint8Array }>((listener) => after.host.script.on('text', listener));
    source.camera.print('after');
    expect((await text.until(() => true)).bytes).toEqual(new TextEncoder().encode('after'));
  });
});

describe('the frame lane', () => {
  it('delivers as many frames as there are credits, the newest first, and ends with its page', async () => {
    const { port, source, base } = await setUp();
    const { host, socket } = await openPage(port);
    await host.camera.connect({ id: 'sim' });
    const { lane } = await host.frames.openLane(undefined);
    const response = await fetch(`${base}/frames/${lane}?token=${token}`);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const reader = response.body!.getReader();
    let received = new Uint8Array();
    const nextFrame = async (): Promise<{ sequence: number; droppedByHost: number; first: number }> => {
      while (received.length < laneHeaderSize + 4) {
        const { value = new Uint8Array() } = await reader.read();
        received = new Uint8Array([...received, ...value]);
      }
      const header = decodeLaneHeader(received)!;
      const first = received[laneHeaderSize]!;
      received = received.slice(laneHeaderSize + header.dataBytes);
      return { sequence: header.sequence, droppedByHost: header.droppedByHost, first };
    };
    for (let count = 0; count < 3; count += 1) source.camera.sendFrame();
    await host.frames.credit({ lane, count: 2 });
    expect(await nextFrame()).toEqual({ sequence: 3, droppedByHost: 2, first: 3 });
    source.camera.sendFrame();
    expect(await nextFrame()).toEqual({ sequence: 4, droppedByHost: 2, first: 4 });
    source.camera.sendFrame();
    source.camera.sendFrame();
    await host.frames.credit({ lane, count: 1 });
    expect(await nextFrame()).toEqual({ sequence: 6, droppedByHost: 3, first: 6 });
    expect(await host.frames.counters(undefined)).toEqual({
      received: 6,
      droppedByCamera: 0,
      droppedByHost: 3,
      bytes: 24,
    });
    socket.terminate();
    expect(await reader.read()).toMatchObject({ done: true });
  });

  it('is refused to a page beyond the limit of its browser, until another page gives its lane back', async () => {
    const { port } = await setUp();
    const pages = [];
    while (pages.length < 5) pages.push((await openPage(port)).host);
    const [first, ...others] = pages;
    const { lane } = await first!.frames.openLane(undefined);
    for (const host of others.slice(0, 3)) await host.frames.openLane(undefined);
    const last = others.at(-1)!;
    await expect(last.frames.openLane(undefined)).rejects.toMatchObject({ code: 'frame-lane-limit' });
    await first!.frames.closeLane({ lane });
    expect(await last.frames.openLane(undefined)).toMatchObject({ lane: expect.any(String) as string });
  });

  it('does not exist without the token or under a name that was not opened', async () => {
    const { port } = await setUp();
    expect((await request(port, '/frames/abc')).status).toBe(401);
    expect((await request(port, `/frames/abc?token=${token}`)).status).toBe(404);
  });
});
