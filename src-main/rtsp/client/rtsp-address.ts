import { RtspError } from '../rtsp-error.ts';
import type { Credentials } from '../authentication.ts';

export interface RtspAddress {
  /** Without user and password, as it stands in requests. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly credentials: Credentials | undefined;
}

const defaultPort = { 'rtsp:': 554, 'rtsps:': 322 } as const;

/** Reads `rtsp://[user:password@]host[:port]/path`, or `rtsps://`. Throws `bad-rtsp-address`. */
export function parseRtspAddress(text: string): RtspAddress {
  const address = text.trim();
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  if (parsed === undefined || !(parsed.protocol in defaultPort) || parsed.hostname === '') {
    throw new RtspError('bad-rtsp-address', `${JSON.stringify(address.slice(0, 200))} is not an RTSP address.`, {
      data: { address: address.slice(0, 200) },
    });
  }
  const protocol = parsed.protocol as keyof typeof defaultPort;
  const port = parsed.port === '' ? defaultPort[protocol] : Number(parsed.port);
  const { username, password } = parsed;
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  return {
    url: `${protocol}//${parsed.hostname}:${port}${parsed.pathname}${parsed.search}`,
    host,
    port,
    secure: protocol === 'rtsps:',
    credentials:
      username === '' ? undefined : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
  };
}
