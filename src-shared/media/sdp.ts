// Session descriptions (RFC 8866): the streams that an RTSP server offers, read with the peculiarities of the K230's server,
// and written for our own.

import { MediaError } from './media-error.ts';

export type MediaEncoding = 'h264' | 'h265' | 'jpeg' | 'pcmu' | 'pcma';

export interface MediaStream {
  readonly kind: 'video' | 'audio';
  readonly encoding: MediaEncoding;
  readonly payloadType: number;
  /** Ticks per second. */
  readonly clockRate: number;
  /** Relative or absolute address for SETUP. */
  readonly control: string;
  /** Parameter sets, if the description has them. */
  readonly parameterSets: readonly Uint8Array[];
}

export interface SessionDescription {
  readonly name: string;
  /** Address of the whole session for PLAY; "*" if it is the address of the description. */
  readonly control: string;
  /** Streams in an encoding that we know; others are left out. */
  readonly streams: readonly MediaStream[];
}

const encodings: Readonly<Record<string, MediaEncoding>> = {
  h264: 'h264',
  h265: 'h265',
  hevc: 'h265',
  jpeg: 'jpeg',
  pcmu: 'pcmu',
  pcma: 'pcma',
};

/** Payload types with a fixed meaning (RFC 3551). */
const staticTypes: Readonly<Record<number, { encoding: MediaEncoding; clockRate: number }>> = {
  0: { encoding: 'pcmu', clockRate: 8000 },
  8: { encoding: 'pcma', clockRate: 8000 },
  26: { encoding: 'jpeg', clockRate: 90_000 },
};

/** Reads a description. Throws `bad-sdp` if it is not one. */
export function parseSdp(text: string): SessionDescription {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== '');
  if (lines[0]?.trim() !== 'v=0') {
    const line = (lines[0] ?? '').slice(0, 80);
    throw new MediaError('bad-sdp', `A session description begins with v=0, not ${JSON.stringify(line)}.`, {
      data: { line },
    });
  }
  const sections: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('m=')) sections.push([]);
    sections.at(-1)!.push(line);
  }
  const [session, ...media] = sections;
  return {
    name: session!.find((line) => line.startsWith('s='))?.slice(2) ?? '',
    control: attribute(session!, 'control') ?? '*',
    streams: media.flatMap((section) => streamOf(section) ?? []),
  };
}

function attribute(section: readonly string[], name: string): string | undefined {
  return section
    .find((line) => line.startsWith(`a=${name}:`))
    ?.slice(name.length + 3)
    .trim();
}

function streamOf(section: readonly string[]): MediaStream | undefined {
  const match = /^m=(video|audio) \d+(?:\/\d+)? RTP\/S?AVPF? (\d+)/.exec(section[0]!);
  if (match === null) return undefined;
  const payloadType = Number(match[2]);
  const map = section
    .map((line) => /^a=rtpmap:(\d+) ([\w.-]+)\/(\d+)/.exec(line))
    .find((each) => each?.[1] === match[2]);
  const fixed = staticTypes[payloadType];
  const encoding = map === undefined || map === null ? fixed?.encoding : encodings[map[2]!.toLowerCase()];
  const clockRate = Number(map?.[3] ?? fixed?.clockRate);
  if (encoding === undefined || !(clockRate > 0)) return undefined;
  return {
    kind: match[1] as 'video' | 'audio',
    encoding,
    payloadType,
    clockRate,
    control: attribute(section, 'control') ?? '',
    parameterSets: parameterSetsOf(section, match[2]!),
  };
}

/**
 * Both dialects of fmtp: the keys of RFC 6184 and RFC 7798, and H.264's key for H.265 as the K230 sends it. Unreadable
 * sets are left out: the stream repeats them.
 */
function parameterSetsOf(section: readonly string[], payloadType: string): Uint8Array[] {
  const line = section.find((each) => each.startsWith(`a=fmtp:${payloadType} `));
  const values = new Map<string, string>();
  for (const pair of line?.slice(line.indexOf(' ') + 1).split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0) values.set(pair.slice(0, equals).trim().toLowerCase(), pair.slice(equals + 1).trim());
  }
  const keys = ['sprop-vps', 'sprop-sps', 'sprop-pps', 'sprop-parameter-sets'];
  return keys.flatMap((key) => (values.get(key) ?? '').split(',').flatMap((text) => fromBase64(text) ?? []));
}

function fromBase64(text: string): Uint8Array | undefined {
  // Padding is left out of many descriptions, and wrong in some.
  const digits = text.replace(/={1,2}$/, '');
  if (digits === '' || !/^[A-Za-z0-9+/]+$/.test(digits) || digits.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** What our server announces. */
export interface OfferedSession {
  readonly name: string;
  /** Address of the server as the client sees it. */
  readonly address: string;
  /** Changes when the description does. */
  readonly id: number;
  readonly streams: readonly MediaStream[];
}

const encodingNames: Readonly<Record<MediaEncoding, string>> = {
  h264: 'H264',
  h265: 'H265',
  jpeg: 'JPEG',
  pcmu: 'PCMU',
  pcma: 'PCMA',
};

export function writeSdp({ name, address, id, streams }: OfferedSession): string {
  const family = address.includes(':') ? 'IP6' : 'IP4';
  const lines = ['v=0', `o=- ${id} 1 IN ${family} ${address}`, `s=${name}`, 't=0 0', 'a=control:*', 'a=range:npt=now-'];
  for (const stream of streams) {
    lines.push(
      `m=${stream.kind} 0 RTP/AVP ${stream.payloadType}`,
      `c=IN ${family} ${family === 'IP4' ? '0.0.0.0' : '::'}`,
      `a=rtpmap:${stream.payloadType} ${encodingNames[stream.encoding]}/${stream.clockRate}`,
    );
    const format = formatLine(stream);
    if (format !== undefined) lines.push(`a=fmtp:${stream.payloadType} ${format}`);
    lines.push(`a=control:${stream.control}`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

function formatLine({ encoding, parameterSets }: MediaStream): string | undefined {
  if (encoding === 'h264') {
    const sps = parameterSets.find((set) => (set[0]! & 0x1f) === 7 && set.length >= 4);
    const profile = sps === undefined ? '' : `;profile-level-id=${hex(sps.subarray(1, 4))}`;
    const sets = parameterSets.length === 0 ? '' : `;sprop-parameter-sets=${parameterSets.map(toBase64).join(',')}`;
    return `packetization-mode=1${profile}${sets}`;
  }
  if (encoding !== 'h265' || parameterSets.length === 0) return undefined;
  const keys: Readonly<Record<number, string>> = { 32: 'sprop-vps', 33: 'sprop-sps', 34: 'sprop-pps' };
  return parameterSets
    .flatMap((set) => {
      const key = keys[(set[0]! >> 1) & 0x3f];
      return key === undefined ? [] : [`${key}=${toBase64(set)}`];
    })
    .join(';');
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
