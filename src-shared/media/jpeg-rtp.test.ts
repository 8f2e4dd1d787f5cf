import jpeg from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { readJpegParts, writeJpegFile } from './jpeg-file.ts';
import { quantizationTables } from './jpeg-tables.ts';
import { JpegDepacketizer, packetizeJpeg } from './jpeg-rtp.ts';

/** A frame with structure, so that its scan is longer than one packet. */
function file(width: number, height: number, quality = 60): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at++) data[at] = at % 4 === 3 ? 255 : (at * 7 + Math.floor(at / width)) & 0xff;
  return jpeg.encode({ width, height, data }, quality).data;
}

/**
 * jpeg-js writes 4:4:4, which RTP cannot carry. The same scan under another sampling is a different frame, but the same
 * bytes, and bytes are what this room is about.
 */
function sendable(width: number, height: number, sampling: 0 | 1): Uint8Array {
  const bytes = Uint8Array.from(file(width, height));
  const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
  bytes[frame + 11] = sampling === 0 ? 0x21 : 0x22;
  return bytes;
}

function receive(steps: readonly (Uint8Array | 'gap')[], timestamps: (index: number) => number = () => 0) {
  const frames: Uint8Array[] = [];
  let dropped = 0;
  const depacketizer = new JpegDepacketizer({ frame: (data) => void frames.push(data), dropped: () => void dropped++ });
  steps.forEach((step, index) => {
    if (step === 'gap') depacketizer.gap();
    else depacketizer.push(step, timestamps(index), index === steps.length - 1);
  });
  return { frames, dropped };
}

describe('a JPEG file', () => {
  test.each([0, 1] as const)('with sampling %i is rebuilt with the same scan and tables', (sampling) => {
    const sent = sendable(64, 48, sampling);
    const parts = readJpegParts(sent);
    expect(parts).toMatchObject({ width: 64, height: 48, sampling, restartInterval: 0 });
    expect(readJpegParts(writeJpegFile(parts))).toEqual(parts);
    expect(readJpegParts(writeJpegFile({ ...parts, restartInterval: 4 }))).toEqual({ ...parts, restartInterval: 4 });
  });

  test('that was rebuilt decodes to the pixels of the original', () => {
    const sent = sendable(64, 48, 1);
    const rebuilt = writeJpegFile(readJpegParts(sent));
    expect(jpeg.decode(rebuilt).data).toEqual(jpeg.decode(sent).data);
  });

  test.each([
    ['not a JPEG file', Uint8Array.of(1, 2, 3)],
    ['another colour sampling', file(16, 16)],
    ['over 2040 pixels', sendable(2048, 8, 0)],
    ['damaged', sendable(64, 48, 0).subarray(0, 100)],
  ])('that is %s is refused with the reason', (reason, bytes) => {
    expect(() => readJpegParts(bytes)).toThrow(expect.objectContaining({ code: 'unsendable-jpeg', data: { reason } }));
  });

  test('with its own Huffman tables is refused', () => {
    const bytes = Uint8Array.from(sendable(64, 48, 0));
    const table = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc4);
    bytes[table + 30] = 0x0b;
    bytes[table + 31] = 0x0a;
    expect(() => readJpegParts(bytes)).toThrow(expect.objectContaining({ code: 'unsendable-jpeg' }));
  });
});

describe('JPEG in RTP', () => {
  const sent = sendable(160, 120, 1);

  test.each([200, 333, 1400, 65_000])('arrives whole in packets of %i bytes', (maxBytes) => {
    const payloads = packetizeJpeg(sent, maxBytes);
    for (const payload of payloads) expect(payload.length).toBeLessThanOrEqual(maxBytes);
    const { frames, dropped } = receive(payloads);
    expect(dropped).toBe(0);
    expect(readJpegParts(frames[0]!)).toEqual(readJpegParts(sent));
  });

  test('is dropped when a packet is missing, wherever', () => {
    const payloads = packetizeJpeg(sent, 300);
    for (let missing = 1; missing < payloads.length - 1; missing++) {
      const steps = payloads.map((payload, index) => (index === missing ? 'gap' : payload));
      expect(receive(steps)).toEqual({ frames: [], dropped: 1 });
    }
    expect(receive(payloads.slice(1)).frames).toEqual([]);
  });

  test('is dropped when the next frame begins before its end', () => {
    const payloads = packetizeJpeg(sent, 300);
    const { frames, dropped } = receive([payloads[0]!, payloads[1]!, ...payloads], (index) => (index < 2 ? 1 : 2));
    expect([frames.length, dropped]).toEqual([1, 1]);
  });

  test('of a fixed quality uses the tables of the standard', () => {
    const [payload] = packetizeJpeg(sent, 65_000);
    const scan = payload!.subarray(8 + 4 + 128);
    const withoutTables = Uint8Array.of(...payload!.subarray(0, 5), 50, ...payload!.subarray(6, 8), ...scan);
    const { frames } = receive([withoutTables]);
    expect(readJpegParts(frames[0]!).quantization).toEqual(quantizationTables(50));
  });

  test('takes tables of a quality above 127 from an earlier frame', () => {
    const [payload] = packetizeJpeg(sent, 65_000);
    const named = Uint8Array.from(payload!);
    named[5] = 130;
    const repeated = Uint8Array.of(...named.subarray(0, 10), 0, 0, ...named.subarray(8 + 4 + 128));
    const frames: Uint8Array[] = [];
    const depacketizer = new JpegDepacketizer({ frame: (data) => void frames.push(data), dropped: () => {} });
    depacketizer.push(repeated, 0, true);
    expect(frames).toHaveLength(0);
    depacketizer.push(named, 1, true);
    depacketizer.push(repeated, 2, true);
    expect(frames).toHaveLength(2);
    expect(frames[1]).toEqual(frames[0]);
  });
});

test('tables of quality 50 are those of the standard', () => {
  const tables = quantizationTables(50);
  expect([...tables.subarray(0, 6)]).toEqual([16, 11, 12, 14, 12, 10]);
  expect([...tables.subarray(64, 70)]).toEqual([17, 18, 18, 24, 21, 24]);
});
