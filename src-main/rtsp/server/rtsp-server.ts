// An RTSP 1.0 server for live streams (RFC 2326): named sessions with one video stream and optional G.711 audio, over UDP
// or inside the RTSP connection. Above: the K230's `multimedia` module in the simulated camera, `viewfinder stream`.

import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import type { MediaEncoding } from '../../../src-shared/media/sdp.ts';
import { Authenticator, type AuthenticationScheme, type Credentials } from '../authentication.ts';
import { RtspError } from '../rtsp-error.ts';
import { RtspConnection } from './rtsp-connection.ts';
import type { ServerParts } from './server-parts.ts';
import { ServedSession } from './served-session.ts';
import { UdpPorts } from './udp-ports.ts';

export interface RtspServerOptions {
  /** Address to listen at; default 127.0.0.1. Anything wider is an explicit choice. */
  readonly host?: string;
  /** Default 8554, as on the K230. 0: any free port. */
  readonly port?: number;
  /** Seconds of silence after which a client's session ends; default 10, as on the K230. */
  readonly timeoutS?: number;
  /** Required of every client, if given. */
  readonly credentials?: Credentials & { readonly scheme?: AuthenticationScheme };
  readonly clock?: Clock;
  /** Milliseconds since 1970; default `Date.now`. */
  readonly wallClock?: () => number;
}

/** Connections at once; beyond it new ones are closed. */
const maxConnections = 100;

export class RtspServer {
  readonly #host: string;
  readonly #port: number;
  readonly #parts: ServerParts;
  readonly #sessions = new Map<string, ServedSession>();
  readonly #connections = new Set<RtspConnection>();
  #server: Server | undefined;

  constructor(options: RtspServerOptions = {}) {
    const { host = '127.0.0.1', port = 8554, timeoutS = 10, credentials, clock = systemClock } = options;
    this.#host = host;
    this.#port = port;
    this.#parts = {
      clock,
      wallClock: options.wallClock ?? (() => Date.now()),
      randomWord: () => randomBytes(4).readUInt32BE(),
      timeoutS,
      id: randomBytes(4).readUInt32BE(),
      authenticator: credentials && new Authenticator(credentials, credentials.scheme ?? 'digest'),
      udp: new UdpPorts(host),
      findSession: (name) => this.#sessions.get(name),
      newSessionId: () => randomBytes(8).toString('hex').toUpperCase(),
    };
  }

  /** The port that is open; undefined before `listen` and after `close`. */
  get port(): number | undefined {
    return (this.#server?.address() as AddressInfo | null | undefined)?.port;
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Opens the port. Rejects with `rtsp-port-unavailable`. */
  async listen(): Promise<number> {
    const server = createServer((socket) => {
      const connection = new RtspConnection(socket, this.#parts);
      this.#connections.add(connection);
      socket.once('close', () => this.#connections.delete(connection));
    });
    server.maxConnections = maxConnections;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => {
        const data = { port: this.#port };
        reject(new RtspError('rtsp-port-unavailable', `Port ${this.#port} cannot be opened.`, { cause, data }));
      });
      server.listen(this.#port, this.#host, resolve);
    });
    this.#server = server;
    return this.port!;
  }

  /** Offers a session, in place of an earlier one of the same name. */
  createSession(name: string, video: MediaEncoding, audio?: MediaEncoding): ServedSession {
    const session = new ServedSession(name, video, audio);
    this.#sessions.set(name, session);
    return session;
  }

  /** Stops offering a session; true if there was one. Clients that play it get no more frames and time out. */
  destroySession(name: string): boolean {
    return this.#sessions.delete(name);
  }

  /** Address of a session for players on this machine, or on the network if `host` is given. */
  urlOf(name: string, host = this.#host): string {
    const address = host.includes(':') ? `[${host}]` : host;
    return `rtsp://${address}:${this.port ?? this.#port}/${encodeURIComponent(name)}`;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const connection of this.#connections) connection.close();
    await this.#parts.udp.close();
    if (server !== undefined) await new Promise<void>((resolve) => void server.close(() => resolve()));
  }
}
