// One RTSP connection of a client: requests in, answers out, interleaved packets between them.

import type { Socket } from 'node:net';
import { encodeInterleaved, encodeResponse, RtspReader, type RtspRequest } from '../rtsp-message.ts';
import { grantedTransport, parseRequestedTransport, type TransportChoice } from '../transport-header.ts';
import { ClientTrack, type PacketSink } from './client-track.ts';
import { PlayedSession } from './played-session.ts';
import type { ServedSession } from './served-session.ts';
import type { ServedStream } from './served-stream.ts';
import type { ServerParts } from './server-parts.ts';
import type { OpenedSink } from './udp-ports.ts';

const methods = 'OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN';
/** A client that takes nothing at all is disconnected beyond this. */
const maxUnsentBytes = 8 * 1024 * 1024;
/** Sessions per connection; players use one. */
const maxSessions = 8;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: string;
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  461: 'Unsupported Transport',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

export class RtspConnection {
  readonly #socket: Socket;
  readonly #parts: ServerParts;
  readonly #sessions = new Map<string, PlayedSession>();
  /** Answers leave in the order of their requests. */
  #queue: Promise<void> = Promise.resolve();

  constructor(socket: Socket, parts: ServerParts) {
    this.#socket = socket;
    this.#parts = parts;
    const reader = new RtspReader({
      message: (message) => {
        if (message.kind === 'request') this.#queue = this.#queue.then(() => this.#handle(message));
      },
      // Receiver reports of the client.
      interleaved: () => this.#touchAll(),
    });
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      try {
        reader.push(chunk);
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#end());
  }

  close(): void {
    this.#socket.destroy();
  }

  #end(): void {
    for (const session of this.#sessions.values()) session.dispose();
  }

  #touchAll(): void {
    for (const session of this.#sessions.values()) session.touch();
  }

  async #handle(request: RtspRequest): Promise<void> {
    if (this.#socket.destroyed) return;
    const answer = await this.#answer(request);
    const headers = { CSeq: request.headers.get('cseq'), ...answer.headers };
    const bytes = encodeResponse(answer.status, reasons[answer.status] ?? 'Error', headers, answer.body);
    if (!this.#socket.destroyed) this.#socket.write(bytes);
    if (answer.status === 200 && request.method === 'PLAY') this.#session(request)?.play();
  }

  async #answer(request: RtspRequest): Promise<Answer> {
    const { authenticator } = this.#parts;
    if (authenticator !== undefined && request.method !== 'OPTIONS') {
      const accepted = authenticator.accepts(request.headers.get('authorization'), request.method);
      if (!accepted) return { status: 401, headers: { 'WWW-Authenticate': authenticator.challenge } };
    }
    this.#session(request)?.touch();
    if (request.method === 'OPTIONS') return { status: 200, headers: { Public: methods } };
    if (request.method === 'DESCRIBE') return this.#describe(request);
    if (request.method === 'SETUP') return this.#setUp(request);
    if (!methods.split(', ').includes(request.method)) return { status: 501, headers: { Public: methods } };
    return this.#control(request);
  }

  #describe({ url }: RtspRequest): Answer {
    const session = this.#parts.findSession(pathOf(url)[0] ?? '');
    if (session === undefined) return { status: 404 };
    const body = session.describe(this.#socket.localAddress ?? '127.0.0.1', this.#parts.id);
    const base = url.endsWith('/') ? url : `${url}/`;
    return { status: 200, headers: { 'Content-Base': base, 'Content-Type': 'application/sdp' }, body };
  }

  async #setUp(request: RtspRequest): Promise<Answer> {
    const [name, control] = pathOf(request.url);
    const served = this.#parts.findSession(name ?? '');
    const stream = served?.streams.find((each) => each.control === control) ?? onlyStream(served, control);
    if (stream === undefined) return { status: 404 };
    const choice = parseRequestedTransport(request.headers.get('transport') ?? '');
    if (choice === undefined) return { status: 461 };
    const named = request.headers.has('session');
    const session = named ? this.#session(request) : this.#newSession();
    if (session === undefined) return { status: named ? 454 : 503 };
    try {
      const { sink, ports, release } = await this.#openSink(choice, session);
      const track = new ClientTrack({ ...this.#parts, stream, sink });
      session.add(track, release);
      return {
        status: 200,
        headers: { Transport: grantedTransport(choice, ports, track.ssrc), Session: this.#sessionHeader(session) },
      };
    } catch {
      session.dispose();
      return { status: 503 };
    }
  }

  async #openSink(choice: TransportChoice, session: PlayedSession): Promise<OpenedSink> {
    if (choice.kind === 'udp') {
      const address = (this.#socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
      return this.#parts.udp.open({ ...choice, address }, () => session.touch());
    }
    return { sink: this.#interleavedSink(choice), ports: undefined, release: () => {} };
  }

  #interleavedSink({ rtpChannel, rtcpChannel }: Extract<TransportChoice, { kind: 'tcp' }>): PacketSink {
    const socket = this.#socket;
    const send = (channel: number, packet: Uint8Array): void => {
      if (socket.destroyed) return;
      if (socket.writableLength > maxUnsentBytes) socket.destroy();
      else socket.write(encodeInterleaved(channel, packet));
    };
    return {
      get unsentBytes() {
        return socket.writableLength;
      },
      sendRtp: (packet) => send(rtpChannel, packet),
      sendRtcp: (packet) => send(rtcpChannel, packet),
    };
  }

  #control(request: RtspRequest): Answer {
    const session = this.#session(request);
    if (session === undefined) {
      // A keep-alive without a session is answered, as by other servers.
      return { status: request.method === 'GET_PARAMETER' && !request.headers.has('session') ? 200 : 454 };
    }
    const headers = { Session: this.#sessionHeader(session) };
    if (request.method === 'PLAY') {
      if (session.tracks.length === 0) return { status: 455, headers };
      const base = request.url.replace(/\/+$/, '');
      const info = session.tracks.map(
        ({ stream, nextSequence }) => `url=${base}/${stream.control};seq=${nextSequence}`,
      );
      return { status: 200, headers: { ...headers, Range: 'npt=now-', 'RTP-Info': info.join(',') } };
    }
    if (request.method === 'PAUSE') session.pause();
    if (request.method === 'TEARDOWN') session.dispose();
    return { status: 200, headers };
  }

  #newSession(): PlayedSession | undefined {
    if (this.#sessions.size >= maxSessions) return undefined;
    const id = this.#parts.newSessionId();
    const { clock, timeoutS } = this.#parts;
    const session = new PlayedSession({
      id,
      clock,
      timeoutMs: timeoutS * 1000,
      onEnd: () => this.#sessions.delete(id),
    });
    this.#sessions.set(id, session);
    return session;
  }

  #session(request: RtspRequest): PlayedSession | undefined {
    const id = request.headers.get('session')?.split(';')[0]!.trim();
    return id === undefined ? undefined : this.#sessions.get(id);
  }

  #sessionHeader({ id }: PlayedSession): string {
    return `${id};timeout=${this.#parts.timeoutS}`;
  }
}

/** Name of the session and control address of the stream in a request's address. */
function pathOf(url: string): string[] {
  const path = /^rtsps?:\/\/[^/]*\/?([^?]*)/i.exec(url)?.[1] ?? url.replace(/^\//, '');
  return path
    .split('/')
    .filter((part) => part !== '')
    .map(decodePart);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone percent sign is taken as it stands.
    return part;
  }
}

/** Some players set up a single stream by the session's own address. */
function onlyStream(served: ServedSession | undefined, control: string | undefined): ServedStream | undefined {
  return control === undefined && served?.streams.length === 1 ? served.streams[0] : undefined;
}
