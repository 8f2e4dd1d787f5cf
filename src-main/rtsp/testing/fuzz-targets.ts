// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts.

import assert from 'node:assert/strict';
import { attempt, pushInChunks, type FuzzTarget } from '../../../src-shared/lib/testing/fuzz-target.ts';
import { RtspError } from '../rtsp-error.ts';
import { encodeInterleaved, encodeRequest, encodeResponse, RtspReader } from '../rtsp-message.ts';
import { parseGrantedTransport, parseRequestedTransport } from '../transport-header.ts';

/** Input: two chunk sizes, then the bytes of a connection. */
const rtspMessagesTarget: FuzzTarget = {
  name: 'rtsp-messages',
  share: 0.3,
  seeds: () => [
    Uint8Array.of(5, 9, ...encodeRequest('SETUP', 'rtsp://a/b', { CSeq: 1, Transport: 'RTP/AVP;client_port=2-3' })),
    Uint8Array.of(
      3,
      40,
      ...encodeResponse(200, 'OK', { CSeq: 1, Session: 'a;timeout=10' }, 'v=0'),
      ...encodeInterleaved(0, Uint8Array.of(1, 2, 3)),
    ),
  ],
  tokens: ['\r\n\r\n', 'Content-Length: 3\r\n', 'RTSP/1.0 ', 'interleaved=0-1'].map((text) =>
    new TextEncoder().encode(text),
  ),
  run(bytes) {
    let out = 0;
    const reader = new RtspReader({
      message(message) {
        out += message.body.length;
        parseRequestedTransport(message.headers.get('transport') ?? '');
        parseGrantedTransport(message.headers.get('transport') ?? '');
      },
      interleaved: (_channel, packet) => (out += packet.length),
    });
    attempt(RtspError, () =>
      pushInChunks(bytes.subarray(2), [1 + (bytes[0] ?? 0), 1 + (bytes[1] ?? 0)], (chunk) => reader.push(chunk)),
    );
    assert(out <= bytes.length, 'No more comes out than went in.');
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [rtspMessagesTarget];
