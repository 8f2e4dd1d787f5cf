import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeInterleaved, encodeRequest, encodeResponse, RtspReader, type RtspMessage } from './rtsp-message.ts';
import {
  grantedTransport,
  parseGrantedTransport,
  parseRequestedTransport,
  requestedTransport,
} from './transport-header.ts';

function read(bytes: Uint8Array, size = bytes.length) {
  const messages: RtspMessage[] = [];
  const packets: [number, number[]][] = [];
  const reader = new RtspReader({
    message: (message) => void messages.push(message),
    interleaved: (channel, packet) => void packets.push([channel, [...packet]]),
  });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return { messages, packets };
}

const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('an RTSP connection', () => {
  const request = encodeRequest('SETUP', 'rtsp://a/b', { CSeq: 3, Session: undefined });
  const response = encodeResponse(200, 'OK', { CSeq: 3 }, 'v=0\r\nkörper');
  const packet = encodeInterleaved(1, Uint8Array.of(0x24, 0x0a, 0x0a));

  test('gives messages and packets, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (size) => {
        const { messages, packets } = read(join(request, packet, response, packet), size);
        expect(messages).toMatchObject([
          { kind: 'request', method: 'SETUP', url: 'rtsp://a/b', headers: new Map([['cseq', '3']]) },
          { kind: 'response', status: 200, reason: 'OK', body: 'v=0\r\nkörper' },
        ]);
        expect(packets).toEqual(Array.from({ length: 2 }, () => [1, [0x24, 0x0a, 0x0a]]));
      }),
    );
  });

  test('keeps every challenge', () => {
    const text =
      'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="a"\r\nWWW-Authenticate: Basic realm="b"\r\n\r\n';
    expect(read(new TextEncoder().encode(text)).messages).toMatchObject([
      { status: 401, challenges: ['Digest realm="a"', 'Basic realm="b"'] },
    ]);
  });

  test('a line break in a value does not begin another header', () => {
    expect(read(encodeRequest('PLAY', 'x', { Session: 'a\r\nEvil: 1' })).messages[0]!.headers.has('evil')).toBe(false);
  });

  test.each([
    ['bytes', Uint8Array.of(1, 2, 3)],
    ['HTTP', new TextEncoder().encode('HTTP/1.1 200 OK\r\n\r\n')],
    ['a body without end', new TextEncoder().encode('RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n')],
    ['a header without end', new TextEncoder().encode(`OPTIONS * RTSP/1.0\r\n${'x'.repeat(70_000)}`)],
  ])('%s ends it', (_name, bytes) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'not-rtsp' }));
  });
});

describe('the Transport header', () => {
  test('chooses the first transport that we support', () => {
    expect(parseRequestedTransport('RTP/AVP;multicast,RTP/AVP/TCP;unicast;interleaved=2-3')).toEqual({
      kind: 'tcp',
      rtpChannel: 2,
      rtcpChannel: 3,
    });
    expect(parseRequestedTransport('RTP/AVP;unicast;client_port=5000-5001')).toEqual({
      kind: 'udp',
      rtpPort: 5000,
      rtcpPort: 5001,
    });
    expect(parseRequestedTransport('RTP/AVP;unicast')).toBeUndefined();
    expect(parseRequestedTransport('RAW/RAW/UDP')).toBeUndefined();
  });

  test('of an answer names the ports', () => {
    const choice = { kind: 'udp', rtpPort: 5000, rtcpPort: 5001 } as const;
    const header = grantedTransport(choice, { rtp: 6970, rtcp: 6971 }, 10);
    expect(header).toBe(`${requestedTransport(choice)};server_port=6970-6971;ssrc=0000000A`);
    expect(parseGrantedTransport(`${header};source=10.0.0.1`)).toEqual({
      serverPorts: { rtp: 6970, rtcp: 6971 },
      channels: undefined,
      source: '10.0.0.1',
    });
  });
});
