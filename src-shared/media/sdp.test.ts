import { describe, expect, test } from 'vitest';
import { parseSdp, writeSdp, type MediaStream } from './sdp.ts';

const sps = Uint8Array.of(0x67, 0x4d, 0x00, 0x1f, 0xa0);
const pps = Uint8Array.of(0x68, 0xee, 0x3c, 0x80);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** As a K230 of 2024 describes itself. */
const ofBoard = (media: readonly string[]): string =>
  [
    'v=0',
    'o=- 17000 1 IN IP4 192.168.1.30',
    's=Session streamed by "KdRTSPServer"',
    'i=test',
    't=0 0',
    'a=control:*',
    ...media,
  ].join('\r\n');

describe('a session description', () => {
  test('of a K230 with H.264 and audio gives both streams', () => {
    const text = ofBoard([
      'm=video 0 RTP/AVP 96',
      'c=IN IP4 0.0.0.0',
      'b=AS:2048',
      'a=rtpmap:96 H264/90000',
      `a=fmtp:96 profile-level-id= 4d001f;sprop-parameter-sets=${base64(sps)},${base64(pps)};`,
      'a=control:track1',
      'm=audio 0 RTP/AVP 0',
      'a=control:track2',
    ]);
    expect(parseSdp(text)).toEqual({
      name: 'Session streamed by "KdRTSPServer"',
      control: '*',
      streams: [
        {
          kind: 'video',
          encoding: 'h264',
          payloadType: 96,
          clockRate: 90_000,
          control: 'track1',
          parameterSets: [sps, pps],
        },
        { kind: 'audio', encoding: 'pcmu', payloadType: 0, clockRate: 8000, control: 'track2', parameterSets: [] },
      ],
    });
  });

  test('of a K230 with H.265 uses the keys of H.264', () => {
    const sets = [Uint8Array.of(0x40, 1, 1), Uint8Array.of(0x42, 1, 1), Uint8Array.of(0x44, 1, 1)];
    const format = `a=fmtp:96 profile-level-id=01;sprop-parameter-sets=${sets.map(base64).join(',')};`;
    const [stream] = parseSdp(ofBoard(['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H265/90000', format])).streams;
    expect(stream).toMatchObject({ encoding: 'h265', parameterSets: sets });
  });

  test('without parameter sets, or with unreadable ones, still has its stream', () => {
    const plain = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000'];
    expect(parseSdp(ofBoard(plain)).streams).toMatchObject([{ parameterSets: [] }]);
    const broken = [...plain, 'a=fmtp:96 sprop-parameter-sets=!!,A,===;packetization-mode'];
    expect(parseSdp(ofBoard(broken)).streams).toMatchObject([{ parameterSets: [] }]);
  });

  test('with wrong padding behind its parameter sets still gives them', () => {
    const media = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', 'a=fmtp:96 sprop-parameter-sets=Z00AHw=,aM48'];
    expect(parseSdp(ofBoard(media)).streams).toMatchObject([
      { parameterSets: [Uint8Array.of(0x67, 0x4d, 0, 0x1f), Uint8Array.of(0x68, 0xce, 0x3c)] },
    ]);
  });

  test('leaves out streams of unknown encodings', () => {
    const media = [
      'm=video 0 RTP/AVP 97',
      'a=rtpmap:97 VP8/90000',
      'm=application 0 RTP/AVP 98',
      'm=video 0 RTP/AVP 26',
    ];
    expect(parseSdp(ofBoard(media)).streams).toMatchObject([{ encoding: 'jpeg', payloadType: 26, clockRate: 90_000 }]);
  });

  test.each(['', 'RTSP/1.0 200 OK', '{"v":0}'])('%j is refused', (text) => {
    expect(() => parseSdp(text)).toThrow(expect.objectContaining({ code: 'bad-sdp' }));
  });

  test('that we write reads back', () => {
    const streams: readonly MediaStream[] = [
      {
        kind: 'video',
        encoding: 'h264',
        payloadType: 96,
        clockRate: 90_000,
        control: 'track1',
        parameterSets: [sps, pps],
      },
      {
        kind: 'video',
        encoding: 'h265',
        payloadType: 97,
        clockRate: 90_000,
        control: 'track2',
        parameterSets: [Uint8Array.of(0x40, 1, 2), Uint8Array.of(0x42, 1, 3), Uint8Array.of(0x44, 1, 4)],
      },
      { kind: 'video', encoding: 'jpeg', payloadType: 26, clockRate: 90_000, control: 'track3', parameterSets: [] },
      { kind: 'audio', encoding: 'pcma', payloadType: 8, clockRate: 8000, control: 'track4', parameterSets: [] },
    ];
    const text = writeSdp({ name: 'test', address: '127.0.0.1', id: 5, streams });
    expect(parseSdp(text)).toEqual({ name: 'test', control: '*', streams });
    expect(text).toContain('profile-level-id=4D001F');
  });
});
