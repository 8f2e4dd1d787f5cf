// Decides which requests are allowed: the right Host (against DNS rebinding), the right Origin (against other pages), and a
// token. The token is sent once in the address; a cookie keeps it, so that a reload works without it.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../src-shared/lib/clock.ts';

/** Wrong tokens of one address in `windowMs` before its wrong tokens are answered with 429. The right one always works. */
const maxWrongTokens = 20;
const windowMs = 60_000;

export type Refusal = 'wrong-host' | 'wrong-origin' | 'wrong-token' | 'too-many-wrong-tokens';
/** `fresh`: the token was in the address, so the answer should set the cookie. */
export type Verdict = { readonly kind: 'allowed'; readonly fresh: boolean } | { readonly kind: Refusal };

export interface GateOptions {
  readonly token: string;
  /** Names and addresses under which pages may call this server. */
  readonly hosts: readonly string[];
  readonly port: number;
  /** The page is served over https. */
  readonly secure?: boolean;
  readonly clock: Clock;
}

export class Gate {
  readonly #options: GateOptions;
  readonly #tokenHash: Buffer;
  readonly #wrong = new Map<string, { count: number; sinceMs: number }>();

  constructor(options: GateOptions) {
    this.#options = options;
    this.#tokenHash = hash(options.token);
  }

  /** A cookie's scope is the host without its port, so the name distinguishes servers on one computer. */
  get cookie(): string {
    const secure = this.#options.secure === true ? '; Secure' : '';
    return `${this.#cookieName}=${this.#options.token}; Path=/; HttpOnly; SameSite=Strict${secure}`;
  }

  check(request: IncomingMessage, url: URL): Verdict {
    if (!this.#isOurHost(request)) return { kind: 'wrong-host' };
    const { origin } = request.headers;
    // Not sent by programs other than browsers, nor by browsers for plain navigation; always sent for WebSockets.
    const scheme = this.#options.secure === true ? 'https' : 'http';
    if (origin !== undefined && origin !== `${scheme}://${request.headers.host}`) return { kind: 'wrong-origin' };
    const cookie = cookieValue(request.headers.cookie, this.#cookieName);
    const given = url.searchParams.get('token');
    // The right token always works, whatever was tried before, so that the owner cannot be locked out.
    if (cookie !== undefined && this.#matches(cookie)) return { kind: 'allowed', fresh: false };
    if (given !== null && this.#matches(given)) return { kind: 'allowed', fresh: true };
    if (given === null || isFromOtherSite(request)) return { kind: 'wrong-token' };
    const address = request.socket.remoteAddress ?? '';
    if (this.#wrongCount(address) >= maxWrongTokens) return { kind: 'too-many-wrong-tokens' };
    this.#countWrong(address);
    return { kind: 'wrong-token' };
  }

  get #defaultPort(): number {
    return this.#options.secure === true ? 443 : 80;
  }

  get #cookieName(): string {
    return `viewfinder-${this.#options.port}`;
  }

  #isOurHost({ headers, socket }: IncomingMessage): boolean {
    const { hosts, port } = this.#options;
    const address = (socket.localAddress ?? '').replace(/^::ffff:/, '');
    // The address that was called is one of this computer's, on any interface; a name may belong to another computer.
    const names = [...hosts, address.includes(':') ? `[${address}]` : address];
    return names.some(
      (name) => headers.host === `${name}:${port}` || (port === this.#defaultPort && headers.host === name),
    );
  }

  #matches(token: string): boolean {
    return timingSafeEqual(hash(token), this.#tokenHash);
  }

  #wrongCount(address: string): number {
    const entry = this.#wrong.get(address);
    if (entry === undefined) return 0;
    if (this.#options.clock.now() - entry.sinceMs < windowMs) return entry.count;
    this.#wrong.delete(address);
    return 0;
  }

  #countWrong(address: string): void {
    // Bounded. Using more addresses than this gives no advantage.
    if (this.#wrong.size > 1000) this.#wrong.clear();
    const entry = this.#wrong.get(address);
    if (entry === undefined) this.#wrong.set(address, { count: 1, sinceMs: this.#options.clock.now() });
    else entry.count += 1;
  }
}

/** Browsers mark requests that another site's page caused: they are not attempts by the user at that address. */
function isFromOtherSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

/** Hashing makes both sides equally long, which the comparison requires. */
function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
