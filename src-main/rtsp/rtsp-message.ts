// RTSP 1.0 messages (RFC 2326) and the packets interleaved with them, out of a byte stream and into bytes.

import { concatBytes } from '../../src-shared/lib/bytes.ts';
import { RtspError } from './rtsp-error.ts';

export interface RtspRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface RtspResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** `WWW-Authenticate` can occur once per scheme. */
  readonly challenges: readonly string[];
  readonly body: string;
}

export type RtspMessage = RtspRequest | RtspResponse;
type HeaderValues = Readonly<Record<string, string | number | undefined>>;

const encoder = new TextEncoder();

export function encodeRequest(method: string, url: string, headers: HeaderValues, body = ''): Uint8Array<ArrayBuffer> {
  return encodeMessage(`${method} ${url} RTSP/1.0`, headers, body);
}

export function encodeResponse(
  status: number,
  reason: string,
  headers: HeaderValues,
  body = '',
): Uint8Array<ArrayBuffer> {
  return encodeMessage(`RTSP/1.0 ${status} ${reason}`, headers, body);
}

function encodeMessage(startLine: string, headers: HeaderValues, body: string): Uint8Array<ArrayBuffer> {
  const content = encoder.encode(body);
  const lines = [startLine];
  for (const [name, value] of Object.entries(headers)) {
    // A line break in a value would begin another header.
    if (value !== undefined) lines.push(`${name}: ${String(value).replaceAll(/[\r\n]+/g, ' ')}`);
  }
  if (content.length > 0) lines.push(`Content-Length: ${content.length}`);
  const head = encoder.encode(`${lines.join('\r\n')}\r\n\r\n`);
  const bytes = new Uint8Array(head.length + content.length);
  bytes.set(head);
  bytes.set(content, head.length);
  return bytes;
}

/** A packet between messages: `$`, channel, length (RFC 2326, section 10.12). */
export function encodeInterleaved(channel: number, packet: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(interleavedHeaderSize + packet.length);
  bytes[0] = dollar;
  bytes[1] = channel;
  bytes[2] = packet.length >> 8;
  bytes[3] = packet.length & 0xff;
  bytes.set(packet, interleavedHeaderSize);
  return bytes;
}

export interface RtspSink {
  message(message: RtspMessage): void;
  /** A view, valid during the call only. */
  interleaved(channel: number, packet: Uint8Array): void;
}

const dollar = 0x24;
const interleavedHeaderSize = 4;
/** Headers of real servers have a few hundred bytes. */
const maxHeaderBytes = 64 * 1024;
/** A session description has a few kilobytes. */
const maxBodyBytes = 256 * 1024;

/** Reads a connection. After `push` has thrown, the connection is of no more use. */
export class RtspReader {
  readonly #sink: RtspSink;
  #pending: Uint8Array = new Uint8Array(0);

  constructor(sink: RtspSink) {
    this.#sink = sink;
  }

  /** Throws `not-rtsp`. */
  push(chunk: Uint8Array): void {
    let bytes = this.#pending.length === 0 ? chunk : concatBytes(this.#pending, chunk);
    for (;;) {
      const rest = bytes[0] === dollar ? this.#takeInterleaved(bytes) : this.#takeMessage(bytes);
      if (rest === undefined) break;
      bytes = rest;
      if (bytes.length === 0) break;
    }
    // A copy: the transport reuses its buffer.
    this.#pending = bytes.slice();
  }

  #takeInterleaved(bytes: Uint8Array): Uint8Array | undefined {
    if (bytes.length < interleavedHeaderSize) return undefined;
    const end = interleavedHeaderSize + ((bytes[2]! << 8) | bytes[3]!);
    if (bytes.length < end) return undefined;
    this.#sink.interleaved(bytes[1]!, bytes.subarray(interleavedHeaderSize, end));
    return bytes.subarray(end);
  }

  #takeMessage(bytes: Uint8Array): Uint8Array | undefined {
    let start = 0;
    // Empty lines between messages are allowed.
    while (bytes[start] === 0x0d || bytes[start] === 0x0a) start++;
    if (start === bytes.length) return start === 0 ? undefined : bytes.subarray(start);
    if (!isLetter(bytes[start]!)) throw notRtsp('unreadable');
    const end = findHeaderEnd(bytes, start);
    if (end === undefined) {
      if (bytes.length - start > maxHeaderBytes) throw notRtsp('header too long');
      return undefined;
    }
    const head = readHead(new TextDecoder().decode(bytes.subarray(start, end)));
    const bodyBytes = Number(head.headers.get('content-length') ?? 0);
    if (!Number.isInteger(bodyBytes) || bodyBytes < 0 || bodyBytes > maxBodyBytes) throw notRtsp('body too long');
    if (bytes.length < end + bodyBytes) return undefined;
    this.#sink.message({ ...head, body: new TextDecoder().decode(bytes.subarray(end, end + bodyBytes)) });
    return bytes.subarray(end + bodyBytes);
  }
}

function notRtsp(reason: string): RtspError {
  return new RtspError('not-rtsp', `The other side does not speak RTSP: ${reason}.`, { data: { reason } });
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** Index behind the empty line; undefined before it has arrived. */
function findHeaderEnd(bytes: Uint8Array, start: number): number | undefined {
  for (let at = bytes.indexOf(0x0a, start); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x0a) return at + 2;
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3;
  }
  return undefined;
}

type Head = Omit<RtspRequest, 'body'> | Omit<RtspResponse, 'body'>;

function readHead(text: string): Head {
  const [startLine, ...lines] = text.split(/\r?\n/);
  const headers = new Map<string, string>();
  const challenges: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const [name, value] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    if (name === 'www-authenticate') challenges.push(value);
    headers.set(name, value);
  }
  const response = /^RTSP\/\d\.\d (\d{3}) ?(.*)$/.exec(startLine!);
  if (response !== null) {
    return { kind: 'response', status: Number(response[1]), reason: response[2]!, headers, challenges };
  }
  const request = /^([A-Z_]+) (\S+) RTSP\/\d\.\d$/.exec(startLine!);
  if (request === null) throw notRtsp('unreadable start line');
  return { kind: 'request', method: request[1]!, url: request[2]!, headers };
}
