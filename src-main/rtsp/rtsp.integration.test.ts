// Our client on our server, over real sockets. Foreign players and servers: npm run test:full.

import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { encodeG711 } from '../../src-shared/media/g711.ts';
import { RtspClient, type RtspClientOptions } from './client/rtsp-client.ts';
import type { ReceivedFrame } from './client/stream-receiver.ts';
import type { RtspError } from './rtsp-error.ts';
import { encodeRequest } from './rtsp-message.ts';
import { RtspServer, type RtspServerOptions } from './server/rtsp-server.ts';
import { testFrame } from './testing/streams.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(options: RtspServerOptions = {}): Promise<RtspServer> {
  const server = new RtspServer({ port: 0, ...options });
  cleanUps.push(() => server.close());
  await server.listen();
  return server;
}

function clientOf(address: string, options: Partial<RtspClientOptions> = {}) {
  const frames: ReceivedFrame[] = [];
  const audio: number[] = [];
  const ends: RtspError[] = [];
  const client = new RtspClient({
    address,
    onFrame: (frame) => void frames.push(frame),
    onAudio: (samples) => void audio.push(...samples),
    onEnd: (error) => void ends.push(error),
    ...options,
  });
  cleanUps.push(() => client.dispose());
  return { client, frames, audio, ends };
}

/** Sends frames until the client has `count` of them. */
async function sendUntil(send: (index: number) => void, frames: readonly unknown[], count: number): Promise<void> {
  let index = 0;
  await vi.waitFor(
    () => {
      send(index++);
      expect(frames.length).toBeGreaterThanOrEqual(count);
    },
    { timeout: 10_000, interval: 2 },
  );
}

const coded = (code: string): unknown => expect.objectContaining({ code });

describe.each(['tcp', 'udp'] as const)('over %s', (transport) => {
  test.each(['h264', 'h265'] as const)('%s frames arrive byte for byte, from a key frame on', async (encoding) => {
    const server = await serve();
    const session = server.createSession('test', encoding);
    const { client, frames } = clientOf(server.urlOf('test'), { transport });
    await client.play();
    expect(client.streams).toMatchObject([{ encoding, clockRate: 90_000 }]);
    await sendUntil((index) => session.video.send(testFrame(encoding, index), index * 33), frames, 12);
    expect(frames[0]!.keyFrame).toBe(true);
    const first = Array.from({ length: 200 }, (_, index) => index).find((index) =>
      Buffer.from(testFrame(encoding, index)).equals(frames[0]!.data),
    );
    frames.slice(0, 12).forEach(({ data }, index) => {
      expect(Buffer.from(data).equals(testFrame(encoding, first! + index))).toBe(true);
    });
    expect(client.figures).toMatchObject({ lostPackets: 0, droppedFrames: 0, keyFrameDistance: 10 });
    expect(frames[1]!.senderTimeMs).toBeTypeOf('number');
  });

  test('audio arrives sample for sample', async () => {
    const server = await serve();
    const session = server.createSession('test', 'h264', 'pcmu');
    const { client, audio } = clientOf(server.urlOf('test'), { transport });
    await client.play();
    const samples = Int16Array.from({ length: 160 }, (_, at) => Math.round(8000 * Math.sin(at / 4)));
    const sent = encodeG711('pcmu', samples);
    await sendUntil((index) => session.audio!.send(sent, index * 20), audio, 320);
    expect(audio[0]).toBe(0);
    expect(Math.abs(audio[6]! - samples[6]!)).toBeLessThan(300);
  });
});

describe('authentication', () => {
  test.each(['basic', 'digest'] as const)('by %s lets the right password in and no other', async (scheme) => {
    const credentials = { user: 'ada', password: 'p@ss:word', scheme };
    const server = await serve({ credentials });
    server.createSession('test', 'h264');
    const address = server.urlOf('test').replace('://', '://ada:p%40ss%3Aword@');
    await clientOf(address).client.play();
    await expect(clientOf(server.urlOf('test')).client.play()).rejects.toEqual(coded('rtsp-unauthorized'));
    const wrong = clientOf(server.urlOf('test'), { credentials: { user: 'ada', password: 'x' } });
    await expect(wrong.client.play()).rejects.toEqual(coded('rtsp-unauthorized'));
  });
});

describe('several clients', () => {
  test('get the same frames, and one that reads nothing does not delay the others', async () => {
    const server = await serve();
    const session = server.createSession('test', 'h264');
    const stalled = await stalledClient(server.port!);
    const others = [clientOf(server.urlOf('test')), clientOf(server.urlOf('test')), clientOf(server.urlOf('test'))];
    for (const { client } of others) await client.play();
    const send = (index: number): void => session.video.send(testFrame('h264', index, 60_000), index * 33);
    await sendUntil(send, others[0]!.frames, 60);
    for (const { frames } of others) {
      await vi.waitFor(() => expect(frames.length).toBeGreaterThanOrEqual(60));
      expect(frames[40]!.data).toEqual(others[0]!.frames[40]!.data);
    }
    expect(stalled.destroyed).toBe(false);
  });

  test('that leave free everything', async () => {
    const server = await serve();
    server.createSession('test', 'h264');
    for (const transport of ['tcp', 'udp'] as const) {
      const { client } = clientOf(server.urlOf('test'), { transport });
      await client.play();
      client.dispose();
    }
    await vi.waitFor(() => expect(server.connectionCount).toBe(0));
  });
});

/** Sets up and plays, then reads nothing more. */
async function stalledClient(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  cleanUps.push(() => socket.destroy());
  const url = `rtsp://127.0.0.1:${port}/test`;
  socket.write(encodeRequest('SETUP', `${url}/track1`, { CSeq: 1, Transport: 'RTP/AVP/TCP;interleaved=0-1' }));
  const session = await new Promise<string>((resolve) => {
    socket.once('data', (data) => resolve(/Session: (\w+)/.exec(data.toString())![1]!));
  });
  socket.write(encodeRequest('PLAY', url, { CSeq: 2, Session: session }));
  socket.pause();
  return socket;
}

/** A server that answers each connection with `respond`. */
async function serveBytes(respond: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    respond(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `rtsp://127.0.0.1:${(server.address() as { port: number }).port}/x`;
}

describe('a client reports', () => {
  test.each(['http://a/b', 'rtsp://', 'nonsense', ''])('that %j is not an RTSP address', (address) => {
    expect(() => clientOf(address)).toThrow(coded('bad-rtsp-address'));
  });

  test('that nothing listens at an address', async () => {
    await expect(clientOf('rtsp://127.0.0.1:1/x').client.play()).rejects.toEqual(coded('rtsp-unreachable'));
  });

  test('that a server does not know the stream', async () => {
    const server = await serve();
    await expect(clientOf(server.urlOf('other')).client.play()).rejects.toEqual(coded('rtsp-not-found'));
  });

  test('that the other side does not speak RTSP', async () => {
    const address = await serveBytes((socket) => socket.write('SSH-2.0-OpenSSH\r\n\r\n'));
    await expect(clientOf(address).client.play()).rejects.toEqual(coded('not-rtsp'));
  });

  test('that the connection ended before an answer', async () => {
    const address = await serveBytes((socket) => socket.once('data', () => socket.destroy()));
    await expect(clientOf(address).client.play()).rejects.toEqual(coded('rtsp-lost'));
  });

  test('that a description has no video', async () => {
    const address = await serveBytes((socket) =>
      socket.on('data', (data) => {
        const sequence = /CSeq: (\d+)/.exec(data.toString())![1]!;
        const body = 'v=0\r\ns=x\r\nm=video 0 RTP/AVP 97\r\na=rtpmap:97 VP8/90000\r\n';
        socket.write(`RTSP/1.0 200 OK\r\nCSeq: ${sequence}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      }),
    );
    await expect(clientOf(address).client.play()).rejects.toEqual(coded('rtsp-no-stream'));
  });

  test('that a server that played is gone', async () => {
    const server = await serve();
    const session = server.createSession('test', 'h264');
    const { client, frames, ends } = clientOf(server.urlOf('test'));
    await client.play();
    await sendUntil((index) => session.video.send(testFrame('h264', index), index * 33), frames, 3);
    await server.close();
    await vi.waitFor(() => expect(ends).toEqual([coded('rtsp-lost')]));
  });

  test('the reason when it gives up by itself', async () => {
    const address = await serveBytes(() => {});
    const controller = new AbortController();
    const playing = clientOf(address).client.play(controller.signal);
    controller.abort(new Error('enough'));
    await expect(playing).rejects.toThrow('enough');
  });
});

test('a port in use is reported', async () => {
  const server = await serve();
  await expect(new RtspServer({ port: server.port! }).listen()).rejects.toEqual(coded('rtsp-port-unavailable'));
});
