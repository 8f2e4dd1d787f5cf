import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PacketOrder } from './packet-order.ts';
import { decodeRtcp, encodeBye, encodeDescription, encodeReceiverReport, encodeSenderReport } from './rtcp.ts';
import { decodeRtpPacket, encodeRtpPacket, type RtpPacket } from './rtp-packet.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });
const coded = (code: string): unknown => expect.objectContaining({ code });

const packet = (sequence: number, timestamp = 0): RtpPacket => ({
  payloadType: 96,
  marker: false,
  sequence: sequence & 0xffff,
  timestamp,
  ssrc: 1,
  payload: Uint8Array.of(sequence & 0xff),
});

describe('RTP packets', () => {
  test('read back what was written', () => {
    const packets = fc.record({
      payloadType: fc.integer({ min: 0, max: 127 }),
      marker: fc.boolean(),
      sequence: fc.integer({ min: 0, max: 0xffff }),
      timestamp: word,
      ssrc: word,
      payload: fc.uint8Array({ maxLength: 20 }),
    });
    fc.assert(
      fc.property(packets, (value) => {
        expect(decodeRtpPacket(encodeRtpPacket(value))).toEqual(value);
      }),
    );
  });

  test('leave contributing sources, header extension and padding out of the payload', () => {
    const plain = encodeRtpPacket({ ...packet(1), payload: new Uint8Array(0) });
    const bytes = Uint8Array.of(...plain, 1, 2, 3, 4, 0xbe, 0xde, 0, 1, 9, 9, 9, 9, 42, 0, 0, 3);
    bytes[0] = 0xb1;
    expect(decodeRtpPacket(bytes).payload).toEqual(Uint8Array.of(42));
  });

  test('that end before their header says are refused', () => {
    const bytes = encodeRtpPacket(packet(1));
    expect(() => decodeRtpPacket(bytes.subarray(0, 11))).toThrow(coded('bad-rtp-packet'));
    bytes[0] = 0x8f;
    expect(() => decodeRtpPacket(bytes)).toThrow(coded('bad-rtp-packet'));
    bytes[0] = 0x40;
    expect(() => decodeRtpPacket(bytes)).toThrow(coded('bad-rtp-packet'));
  });
});

describe('RTCP', () => {
  test('a compound packet reads back part by part', () => {
    const report = {
      ssrc: 7,
      fractionLost: 3,
      packetsLost: 12,
      highestSequence: 70_000,
      jitter: 5,
      lastSenderReport: 0x1234_5678,
      delaySinceSenderReport: 65_536,
    };
    const compound = Uint8Array.of(
      ...encodeReceiverReport(1, [report]),
      ...encodeDescription(1, 'viewfinder'),
      ...encodeBye(1),
    );
    expect(decodeRtcp(compound)).toEqual([
      { kind: 'receiver-report', ssrc: 1, reports: [report] },
      { kind: 'other', type: 202 },
      { kind: 'bye', ssrc: 1 },
    ]);
  });

  test('a sender report relates RTP time to the wall clock', () => {
    const sent = { ssrc: 9, wallClockMs: 1_790_000_000_500, rtpTimestamp: 90_000, packetCount: 3, octetCount: 100 };
    const [read] = decodeRtcp(encodeSenderReport(sent));
    expect(read).toMatchObject({ kind: 'sender-report', ssrc: 9, rtpTimestamp: 90_000, packetCount: 3 });
    expect((read as { wallClockMs: number }).wallClockMs).toBeCloseTo(sent.wallClockMs, 0);
  });

  test.each([1, 2, 3, 4, 7, 11])('a description with a name of %i bytes ends at a word', (length) => {
    expect(encodeDescription(1, 'n'.repeat(length)).length % 4).toBe(0);
    expect(decodeRtcp(encodeDescription(1, 'n'.repeat(length)))).toHaveLength(1);
  });

  test('a packet that ends early is refused', () => {
    expect(() => decodeRtcp(encodeBye(1).subarray(0, 6))).toThrow(coded('bad-rtp-packet'));
    expect(() => decodeRtcp(Uint8Array.of(1))).toThrow(coded('bad-rtp-packet'));
  });
});

/** What comes out of an order with this window: numbers, and gaps as negative counts. */
function deliver(window: number, sequences: readonly number[]) {
  const out: number[] = [];
  const order = new PacketOrder(
    { window, clockRate: 90_000 },
    { packet: ({ sequence }) => void out.push(sequence), gap: (count) => void out.push(-count) },
  );
  for (const sequence of sequences) order.push(packet(sequence), 0);
  return { out, order };
}

describe('the order of packets', () => {
  test('is restored within the window', () => {
    expect(deliver(4, [10, 12, 11, 15, 13, 14]).out).toEqual([10, 11, 12, 13, 14, 15]);
  });

  test('any exchange of neighbours within the window loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 40 }), (swaps) => {
        const sent = swaps.map((_, index) => 65_530 + index);
        const arrived = [...sent];
        for (let at = 1; at + 1 < arrived.length; at += 2) {
          if (swaps[at]) [arrived[at], arrived[at + 1]] = [arrived[at + 1]!, arrived[at]!];
        }
        const { out, order } = deliver(2, arrived);
        expect(out).toEqual(sent.map((sequence) => sequence & 0xffff));
        expect(order.lost).toBe(0);
      }),
    );
  });

  test('counts a gap once the window is full', () => {
    const { out, order } = deliver(2, [1, 2, 5, 6, 7]);
    expect(out).toEqual([1, 2, -2, 5, 6, 7]);
    expect(order.lost).toBe(2);
  });

  test('without a window passes packets on at once', () => {
    expect(deliver(0, [1, 3, 4]).out).toEqual([1, -1, 3, 4]);
  });

  test('drops packets that are late or repeated', () => {
    const { out, order } = deliver(0, [1, 2, 1, 2, 3]);
    expect(out).toEqual([1, 2, 3]);
    expect(order.late).toBe(2);
  });

  test('continues over the wrap of 16 bits', () => {
    const { out, order } = deliver(2, [65_534, 65_535, 0, 1]);
    expect(out).toEqual([65_534, 65_535, 0, 1]);
    expect(order.highestSequence).toBe(65_537);
  });

  test('starts again where a sender started again', () => {
    expect(deliver(4, [100, 101, 40_000, 40_001]).out).toEqual([100, 101, -1, 40_000, 40_001]);
  });

  test('estimates no jitter for packets at a steady pace', () => {
    const order = new PacketOrder({ window: 0, clockRate: 90_000 }, { packet: () => {}, gap: () => {} });
    for (let frame = 0; frame < 50; frame++) order.push(packet(frame, frame * 3000), (frame * 1000) / 30);
    expect(order.jitter).toBe(0);
    order.push(packet(50, 50 * 3000), (50 * 1000) / 30 + 20);
    expect(order.jitter).toBeGreaterThan(100);
  });
});
