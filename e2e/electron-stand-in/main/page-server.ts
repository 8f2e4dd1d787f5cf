// Serves the program's own scheme to a Chromium that knows no such scheme: app://viewfinder/x is shown as
// http://viewfinder.localhost:PORT/x, which is a secure context too. Addresses are translated both ways.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { openPath } from '../messages.ts';

type Handler = (request: Request) => Response | Promise<Response>;

class PageServer {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #sockets = new WebSocketServer({ noServer: true });
  #scheme = 'app';
  #handler: Handler | undefined;
  /** Whether a page may open another window. */
  mayOpen: (window: number, url: string) => boolean = () => true;
  onSocket: (window: number, socket: WebSocket) => void = () => undefined;

  constructor() {
    this.#server.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.onSocket(windowOf(request.url ?? ''), webSocket),
      );
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()));
  }

  handle(scheme: string, handler: Handler): void {
    this.#scheme = scheme;
    this.#handler = handler;
  }

  /** app://host/path as the Chromium gets it. */
  toShown(url: string): string {
    const { protocol, host, pathname, search, hash } = new URL(url);
    if (protocol !== `${this.#scheme}:`) return url;
    return `http://${host}.localhost:${this.#port}${pathname}${search}${hash}`;
  }

  /** What the Chromium shows as the program knows it. */
  toProgram(url: string): string {
    const shown = /^http:\/\/(\w+)\.localhost:(\d+)(\/.*)?$/.exec(url);
    return shown?.[2] === String(this.#port) ? `${this.#scheme}://${shown[1]}${shown[3] ?? '/'}` : url;
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const shown = `http://${request.headers.host}${request.url}`;
    if (request.url?.startsWith(openPath) === true) {
      const url = new URL(shown).searchParams.get('url') ?? '';
      response.end(this.mayOpen(windowOf(request.url), url) ? 'allow' : 'deny');
      return;
    }
    const answer = await this.#handler?.(new Request(this.toProgram(shown), { method: request.method ?? 'GET' }));
    response.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? []));
    response.end(answer === undefined ? undefined : Buffer.from(await answer.arrayBuffer()));
  }
}

function windowOf(url: string): number {
  return Number(new URL(url, 'http://stand-in.invalid').searchParams.get('window'));
}

export const pageServer = new PageServer();
