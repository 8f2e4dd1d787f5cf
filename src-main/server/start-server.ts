// Viewfinder in any browser: the files of the page, its calls over a WebSocket, its frames in a streamed response.
// Above: the command `serve` and the desktop start without Electron. Below: the host.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import { maxMessageBytes } from '../../src-shared/rpc/wire-codec.ts';
import { contentSecurityPolicy } from '../host/content-security-policy.ts';
import type { HostHandle } from '../host/host-handle.ts';
import { readStaticFile } from '../host/static-files.ts';
import { hostNames, networkNames } from './addresses.ts';
import { streamFrames } from './frame-response.ts';
import { Gate } from './gate.ts';
import { noticePage, noticeStatus, type NoticeKind } from './pages.ts';
import { ServerError, type ServerErrorCode } from './server-error.ts';
import { createWebSocketCarrier } from './web-socket-carrier.ts';

/** A page that does not answer a ping within this time is considered closed. */
const heartbeatMs = 15_000;
/** Pages at the same time; more are refused. */
const maxPages = 16;

export interface ServerOptions {
  readonly core: HostHandle;
  /** Folder of the built page (dist/renderer). */
  readonly rendererFolder: string;
  /** Default 127.0.0.1: only this computer. */
  readonly host?: string;
  /** 0, the default, uses any free port. */
  readonly port?: number;
  /** Default: 128 random bits. */
  readonly token?: string;
  /** PEM texts. With them the page is served over https; without, anyone who can read the traffic can read the token. */
  readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
  readonly clock?: Clock;
}

export interface RunningServer {
  /** Complete, with the token: only for the user who started the server. */
  readonly url: string;
  /** The same for other computers; empty if only this one can connect. */
  readonly networkUrls: readonly string[];
  readonly port: number;
  /** Ends all connections. The host keeps running; it belongs to the caller. */
  close(): Promise<void>;
}

/** Resolves when pages can connect; rejects with a ServerError. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0, token = randomBytes(16).toString('hex'), clock = systemClock } = options;
  const secure = options.tls !== undefined;
  const server = options.tls === undefined ? createServer() : createTlsServer(options.tls);
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  const gate = new Gate({ token, hosts: hostNames(host, address.address), port: address.port, secure, clock });
  const site = new Site({ core: options.core, rendererFolder: options.rendererFolder, gate, clock, secure });
  server.on('request', (request, response) => site.answer(request, response));
  server.on('upgrade', (request, socket, head) => site.upgrade(request, socket, head));
  const urlOf = (name: string): string => `${secure ? 'https' : 'http'}://${name}:${address.port}/?token=${token}`;
  return {
    url: urlOf(hostNames(host, address.address)[0]!),
    networkUrls: networkNames(address.address).map(urlOf),
    port: address.port,
    close: () => {
      site.dispose();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

interface SiteParts {
  readonly core: HostHandle;
  readonly rendererFolder: string;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly secure: boolean;
}

class Site implements Disposable {
  readonly #core: HostHandle;
  readonly #rendererFolder: string;
  readonly #gate: Gate;
  readonly #clock: Clock;
  readonly #socketScheme: 'ws' | 'wss';
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  readonly #store = new DisposableStore();

  constructor(parts: SiteParts) {
    this.#core = parts.core;
    this.#rendererFolder = parts.rendererFolder;
    this.#gate = parts.gate;
    this.#clock = parts.clock;
    this.#socketScheme = parts.secure ? 'wss' : 'ws';
    this.#store.addCallback(() => {
      for (const socket of this.#sockets.clients) socket.terminate();
      this.#sockets.close();
    });
  }

  /** Never throws or rejects: failures are answered, broken connections are ignored. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    // A reset of the connection ends the exchange; 'close' follows and releases its resources.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    this.#answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else sendNotice(response, 'failed');
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = requestUrl(request);
    setSecurityHeaders(response, `${this.#socketScheme}://${request.headers.host ?? ''}`);
    if (url === undefined) return sendNotice(response, 'not-found');
    const verdict = this.#gate.check(request, url);
    if (verdict.kind !== 'allowed') return sendNotice(response, verdict.kind);
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendNotice(response, 'bad-method');
    if (verdict.fresh) response.setHeader('Set-Cookie', this.#gate.cookie);
    const lane = /^\/frames\/([\w-]{1,64})$/.exec(url.pathname)?.[1];
    if (lane !== undefined) {
      if (!streamFrames(this.#core, lane, response)) sendNotice(response, 'not-found');
      return;
    }
    await this.#sendFile(url.pathname, request, response);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node removes its own handler before an upgrade; without one, a reset connection would end the process.
    socket.on('error', () => socket.destroy());
    const url = requestUrl(request);
    const verdict = url?.pathname === '/rpc' ? this.#gate.check(request, url) : undefined;
    if (verdict?.kind !== 'allowed') {
      refuseUpgrade(socket, verdict === undefined ? 'not-found' : verdict.kind);
      return;
    }
    if (this.#sockets.clients.size >= maxPages) {
      refuseUpgrade(socket, 'too-many-pages');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#keepAlive(webSocket);
      this.#core.connect(createWebSocketCarrier(webSocket), { browser: browserOf(request) });
    });
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #sendFile(pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = await readStaticFile(this.#rendererFolder, pathname);
    if (file === undefined) return sendNotice(response, pathname === '/' ? 'not-built' : 'not-found');
    response.writeHead(200, {
      'Content-Type': file.contentType,
      'Content-Length': file.body.length,
      'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  #keepAlive(socket: WebSocket): void {
    let answered = true;
    let timer: Disposable;
    const beat = (): void => {
      if (!answered) {
        socket.terminate();
        return;
      }
      answered = false;
      socket.ping();
      timer = this.#clock.after(heartbeatMs, beat);
    };
    socket.on('pong', () => (answered = true));
    socket.once('close', () => timer.dispose());
    timer = this.#clock.after(heartbeatMs, beat);
  }
}

function createTlsServer({ certificate, key }: NonNullable<ServerOptions['tls']>): Server {
  try {
    return createSecureServer({ cert: certificate, key, minVersion: 'TLSv1.2' });
  } catch (cause) {
    throw new ServerError('server-tls-unusable', 'The certificate or its key cannot be used.', { cause });
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = startFailures[cause.code ?? ''] ?? 'server-start-failed';
      reject(new ServerError(code, `Cannot listen on ${host}:${port}.`, { cause, data: { host, port } }));
    });
    server.listen(port, host, () => {
      // From now on: a connection that could not be accepted, which the next one may be.
      server.on('error', () => undefined);
      resolve();
    });
  });
}

const startFailures: Readonly<Record<string, ServerErrorCode>> = {
  EADDRINUSE: 'server-port-in-use',
  EACCES: 'server-port-refused',
};

/** Pages of one browser share its connections to this server. */
function browserOf({ socket, headers }: IncomingMessage): string {
  return `${socket.remoteAddress ?? ''} ${headers['user-agent'] ?? ''}`;
}

function requestUrl(request: IncomingMessage): URL | undefined {
  const base = 'http://page.invalid';
  // "//name" would be read as another host.
  const target = (request.url ?? '/').replace(/^\/+/, '/');
  return URL.canParse(target, base) ? new URL(target, base) : undefined;
}

function setSecurityHeaders(response: ServerResponse, socketAddress: string): void {
  // The host comes from the request: nothing but a host may get into the policy.
  const connect = /^wss?:\/\/[\w.:[\]-]+$/.test(socketAddress) ? [socketAddress] : [];
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(connect));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

function sendNotice(response: ServerResponse, kind: NoticeKind): void {
  response.writeHead(noticeStatus(kind), {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language',
  });
  response.end(noticePage(kind, response.req.headers['accept-language']));
}

function refuseUpgrade(socket: Duplex, kind: NoticeKind): void {
  socket.end(`HTTP/1.1 ${noticeStatus(kind)} Refused\r\nConnection: close\r\n\r\n`);
}
