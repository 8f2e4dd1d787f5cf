// From the system's error names to our codes, in one table.

import { TransportError, type TransportErrorCode } from './transport-error.ts';

const codes: Readonly<Record<string, TransportErrorCode>> = {
  ENOENT: 'port-not-found',
  ENODEV: 'port-not-found',
  ENXIO: 'port-not-found',
  ENOTDIR: 'port-not-found',
  ENOTFOUND: 'port-not-found',
  EAI_AGAIN: 'port-not-found',
  ECONNREFUSED: 'port-not-found',
  EHOSTUNREACH: 'port-not-found',
  ENETUNREACH: 'port-not-found',
  EACCES: 'port-no-permission',
  EPERM: 'port-no-permission',
  EBUSY: 'port-busy',
  ETXTBSY: 'port-busy',
  EADDRINUSE: 'port-busy',
  ECONNRESET: 'port-lost',
  EPIPE: 'port-lost',
  EIO: 'port-lost',
};

/** The system's name of an error ("ENOENT"), or undefined. */
export function systemErrorName(error: unknown): string | undefined {
  const name = (error as { code?: unknown } | undefined)?.code;
  return typeof name === 'string' ? name : undefined;
}

/** A TransportError for a report of the system; `fallback` for names without a code. */
export function fromSystemError(port: string, error: unknown, fallback: TransportErrorCode): TransportError {
  if (error instanceof TransportError) return error;
  const name = systemErrorName(error);
  const known = name === undefined ? undefined : codes[name];
  // A connection that never existed cannot be lost.
  const code = known === undefined || (known === 'port-lost' && fallback === 'port-open-failed') ? fallback : known;
  const message = error instanceof Error ? error.message : String(error);
  return new TransportError(code, `${port}: ${message}`, {
    cause: error,
    data: name === undefined ? { port } : { port, system: name },
  });
}
