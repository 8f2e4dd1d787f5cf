// Basic and Digest authentication (RFC 7617, RFC 2617 as RTSP uses it), both sides.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export type AuthenticationScheme = 'basic' | 'digest';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** `name="value"` pairs of a challenge or an answer. */
function parameters(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)) {
    found.set(match[1]!.toLowerCase(), match[2] ?? match[3]!);
  }
  return found;
}

/** The Authorization header for a challenge, Digest preferred; undefined if no scheme is known. */
export function answerChallenge(
  challenges: readonly string[],
  { user, password }: Credentials,
  request: { readonly method: string; readonly url: string },
): string | undefined {
  const digest = challenges.find((challenge) => /^digest /i.test(challenge));
  if (digest !== undefined) {
    const given = parameters(digest);
    const [realm, nonce] = [given.get('realm') ?? '', given.get('nonce') ?? ''];
    const response = digestResponse({ user, password, realm, nonce, ...request });
    const opaque = given.has('opaque') ? `, opaque="${given.get('opaque')!}"` : '';
    const fields = `username="${user}", realm="${realm}", nonce="${nonce}", uri="${request.url}", response="${response}"`;
    return `Digest ${fields}${opaque}`;
  }
  if (!challenges.some((challenge) => /^basic\b/i.test(challenge))) return undefined;
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

interface DigestInput extends Credentials {
  readonly realm: string;
  readonly nonce: string;
  readonly method: string;
  readonly url: string;
}

function digestResponse({ user, password, realm, nonce, method, url }: DigestInput): string {
  return md5(`${md5(`${user}:${realm}:${password}`)}:${nonce}:${md5(`${method}:${url}`)}`);
}

const realm = 'Viewfinder';

/** The server's side: one nonce for the life of the server. */
export class Authenticator {
  readonly #credentials: Credentials;
  readonly #scheme: AuthenticationScheme;
  readonly #nonce = randomBytes(16).toString('hex');

  constructor(credentials: Credentials, scheme: AuthenticationScheme) {
    this.#credentials = credentials;
    this.#scheme = scheme;
  }

  get challenge(): string {
    return this.#scheme === 'basic' ? `Basic realm="${realm}"` : `Digest realm="${realm}", nonce="${this.#nonce}"`;
  }

  /** Whether a request may pass. */
  accepts(authorization: string | undefined, method: string): boolean {
    if (authorization === undefined) return false;
    const { user, password } = this.#credentials;
    if (this.#scheme === 'basic') {
      return equal(authorization, `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
    }
    const given = parameters(authorization);
    if (given.get('nonce') !== this.#nonce || given.get('username') !== user) return false;
    const expected = digestResponse({ user, password, realm, nonce: this.#nonce, method, url: given.get('uri') ?? '' });
    return equal(given.get('response') ?? '', expected);
  }
}

/** Takes the same time wherever the texts differ. */
function equal(first: string, second: string): boolean {
  return timingSafeEqual(createHash('sha256').update(first).digest(), createHash('sha256').update(second).digest());
}
