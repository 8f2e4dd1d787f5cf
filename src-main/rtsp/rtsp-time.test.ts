import { connect, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { RtspClient } from './client/rtsp-client.ts';
import { encodeRequest, RtspReader, type RtspResponse } from './rtsp-message.ts';
import { RtspServer } from './server/rtsp-server.ts';
import { testFrame } from './testing/streams.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(clock: ManualClock): Promise<RtspServer> {
  const server = new RtspServer({ port: 0, clock });
  cleanUps.push(() => server.close());
  await server.listen();
  return server;
}

/** A client that only does what the test says. */
class BareClient {
  readonly #socket: Socket;
  readonly #responses: RtspResponse[] = [];
  #sequence = 0;
  packets = 0;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1' });
    cleanUps.push(() => this.#socket.destroy());
    const reader = new RtspReader({
      message: (message) => void this.#responses.push(message as RtspResponse),
      interleaved: () => this.packets++,
    });
    this.#socket.on('data', (chunk) => reader.push(chunk));
  }

  async request(method: string, url: string, headers: Record<string, string> = {}): Promise<RtspResponse> {
    this.#socket.write(encodeRequest(method, url, { CSeq: ++this.#sequence, ...headers }));
    return vi.waitFor(() => {
      const response = this.#responses.find(({ headers: fields }) => fields.get('cseq') === String(this.#sequence));
      expect(response).toBeDefined();
      return response!;
    });
  }

  async play(url: string): Promise<string> {
    const answer = await this.request('SETUP', `${url}/track1`, { Transport: 'RTP/AVP/TCP;interleaved=0-1' });
    const session = answer.headers.get('session')!;
    expect(session).toMatch(/;timeout=10$/);
    await this.request('PLAY', url, { Session: session });
    return session;
  }
}

test('a session without a sign of life ends after the announced ten seconds', async () => {
  const clock = new ManualClock();
  const server = await serve(clock);
  const stream = server.createSession('test', 'h264').video;
  const client = new BareClient(server.port!);
  const session = await client.play(server.urlOf('test'));
  stream.send(testFrame('h264', 0), 0);
  await vi.waitFor(() => expect(client.packets).toBeGreaterThan(0));
  clock.advance(9999);
  expect((await client.request('GET_PARAMETER', server.urlOf('test'), { Session: session })).status).toBe(200);
  clock.advance(9999);
  const before = client.packets;
  stream.send(testFrame('h264', 10), 0);
  await vi.waitFor(() => expect(client.packets).toBeGreaterThan(before));
  clock.advance(1);
  expect((await client.request('GET_PARAMETER', server.urlOf('test'), { Session: session })).status).toBe(454);
});

test('our client keeps its session alive', async () => {
  const [serverClock, clientClock] = [new ManualClock(), new ManualClock()];
  const server = await serve(serverClock);
  const stream = server.createSession('test', 'h264').video;
  let frames = 0;
  const client = new RtspClient({
    address: server.urlOf('test'),
    clock: clientClock,
    onFrame: () => frames++,
    onEnd: ({ code }) => expect.unreachable(code),
  });
  cleanUps.push(() => client.dispose());
  await client.play();
  for (let round = 0; round < 8; round++) {
    clientClock.advance(4000);
    const before = frames;
    // The keep-alive is on its way before the server's clock moves: a frame that arrives proves the session.
    await vi.waitFor(() => {
      stream.send(testFrame('h264', 0), 0);
      expect(frames).toBeGreaterThan(before);
    });
    serverClock.advance(4000);
  }
});

test('a server that stops sending is reported as lost', async () => {
  const clock = new ManualClock();
  const server = await serve(new ManualClock());
  server.createSession('test', 'h264');
  const ends: string[] = [];
  const client = new RtspClient({
    address: server.urlOf('test'),
    clock,
    onFrame: () => {},
    onEnd: ({ code }) => void ends.push(code),
  });
  cleanUps.push(() => client.dispose());
  await client.play();
  clock.advance(9000);
  expect(ends).toEqual([]);
  clock.advance(1000);
  expect(ends).toEqual(['rtsp-lost']);
});

test('PAUSE holds the frames back, PLAY goes on with a key frame, TEARDOWN ends the session', async () => {
  const server = await serve(new ManualClock());
  const stream = server.createSession('test', 'h264').video;
  const client = new BareClient(server.port!);
  const url = server.urlOf('test');
  const Session = await client.play(url);
  stream.send(testFrame('h264', 0), 0);
  await vi.waitFor(() => expect(client.packets).toBeGreaterThan(0));
  expect((await client.request('PAUSE', url, { Session })).status).toBe(200);
  const paused = client.packets;
  stream.send(testFrame('h264', 10), 0);
  expect((await client.request('PLAY', url, { Session })).status).toBe(200);
  stream.send(testFrame('h264', 1), 0);
  await client.request('OPTIONS', url);
  expect(client.packets).toBe(paused);
  stream.send(testFrame('h264', 20), 0);
  await vi.waitFor(() => expect(client.packets).toBeGreaterThan(paused));
  expect((await client.request('TEARDOWN', url, { Session })).status).toBe(200);
  expect((await client.request('PLAY', url, { Session })).status).toBe(454);
});

test('requests that make no sense get a status, and the connection goes on', async () => {
  const server = await serve(new ManualClock());
  server.createSession('test', 'h264');
  const client = new BareClient(server.port!);
  const url = server.urlOf('test');
  const status = async (method: string, address: string, headers = {}): Promise<number> =>
    (await client.request(method, address, headers)).status;
  expect(await status('DESCRIBE', server.urlOf('none'))).toBe(404);
  expect(await status('DESCRIBE', 'rtsp://x/%')).toBe(404);
  expect(await status('SETUP', `${url}/track9`, { Transport: 'RTP/AVP/TCP' })).toBe(404);
  expect(await status('SETUP', `${url}/track1`, { Transport: 'RTP/AVP;multicast' })).toBe(461);
  expect(await status('SETUP', `${url}/track1`, { Transport: 'RTP/AVP/TCP', Session: 'none' })).toBe(454);
  expect(await status('PLAY', url)).toBe(454);
  expect(await status('RECORD', url)).toBe(501);
  expect(await status('SET_PARAMETER', url)).toBe(454);
  expect(await status('OPTIONS', '*')).toBe(200);
});
