// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts. The first bytes of an input select variants,
// such as the chunk sizes or the layout.

import assert from 'node:assert/strict';
import { attempt, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { headerSize, payloadCrcSize } from '../constants.ts';
import * as payloads from '../payloads.ts';
import { PixelFormat } from '../../picture/pixel-format.ts';
import { decodeProfileRecords, encodeProfileRecords, profileCounterCount } from '../profile-record.ts';
import { ProtocolError } from '../protocol-error.ts';
import { checkStreamHeader, decodeStreamHeader, encodeStreamHeader, maxFrameDimension } from '../stream-frame.ts';
import { checksumsTarget, packetParserTarget } from './fuzz-packets.ts';
import { cborWidgetsTarget } from './fuzz-widgets.ts';
import { recordedSession } from './recorded-session.ts';

type Layout = (bytes: Uint8Array) => { readonly value: unknown; readonly again: () => unknown };

function layout<T>(decode: (bytes: Uint8Array) => T, encode: (value: T) => Uint8Array): Layout {
  return (bytes) => {
    const value = decode(bytes);
    return { value, again: () => decode(encode(value)) };
  };
}

/** The first encoding may shorten names, so only a second round trip must be identical. */
const rewriteChannels = (bytes: Uint8Array): payloads.ChannelEntry[] =>
  payloads.decodeChannelList(payloads.encodeChannelList(payloads.decodeChannelList(bytes)));

const layouts: readonly Layout[] = [
  layout(payloads.decodeCapabilities, payloads.encodeCapabilities),
  layout(payloads.decodeVersions, payloads.encodeVersions),
  layout(payloads.decodeSystemInfo, payloads.encodeSystemInfo),
  layout(payloads.decodeDeviceStats, payloads.encodeDeviceStats),
  layout(payloads.decodeMemory, payloads.encodeMemory),
  layout(rewriteChannels, payloads.encodeChannelList),
  layout(payloads.decodeWords, payloads.encodeWords),
  layout(
    (bytes) => payloads.decodeWord('size', bytes),
    (word) => payloads.encodeWords([word]),
  ),
  layout(payloads.decodeStatus, payloads.encodeStatus),
  layout(payloads.decodeEvent, payloads.encodeEvent),
];

/** Input: number of the layout, then the payload. */
const payloadsTarget: FuzzTarget = {
  name: 'payloads',
  share: 0.7,
  seeds() {
    const ofSession = recordedSession
      .filter(({ bytes }) => bytes.length > headerSize)
      .map(({ bytes }) => bytes.subarray(headerSize, -payloadCrcSize));
    return layouts.flatMap((_, index) => ofSession.map((payload) => Uint8Array.of(index, ...payload)));
  },
  tokens: [
    [0xef, 0xbb, 0xbf],
    [0xf0, 0x9f, 0x98, 0x80],
    [0xed, 0xa0, 0x80],
  ].map((bytes) => Uint8Array.from(bytes)),
  run(bytes) {
    const read = layouts[(bytes[0] ?? 0) % layouts.length]!;
    const result = attempt(ProtocolError, () => read(bytes.subarray(1)));
    if (result !== undefined) assert.deepEqual(result.again(), result.value);
  },
};

const frame = (width: number, height: number, format: number, dataBytes: number): Uint8Array => {
  const header = encodeStreamHeader({ width, height, format, size: dataBytes, dataOffset: 32, fps: 30 });
  return Uint8Array.of(...header, ...new Uint8Array(dataBytes));
};

const streamFrameTarget: FuzzTarget = {
  name: 'stream-frame',
  seeds: () => [
    frame(4, 2, PixelFormat.rgb565, 16),
    frame(40, 1, PixelFormat.binary, 8),
    frame(640, 480, PixelFormat.jpeg, 20),
  ],
  tokens: [...Object.values(PixelFormat), 20, 24, 32, maxFrameDimension].map((word) => payloads.encodeWords([word])),
  run(bytes) {
    const header = attempt(ProtocolError, () => decodeStreamHeader(bytes));
    if (header === undefined) return;
    assert.deepEqual(decodeStreamHeader(encodeStreamHeader(header)), header);
    const dataBytes = attempt(ProtocolError, () => checkStreamHeader(header, bytes.length));
    if (dataBytes === undefined) return;
    assert(Number.isInteger(dataBytes) && dataBytes > 0, 'The frame has data.');
    assert(
      header.dataOffset > 0 && header.dataOffset + dataBytes <= bytes.length,
      'The data lies within the received bytes.',
    );
    assert(Math.max(header.width, header.height) <= maxFrameDimension, 'The frame is not too large.');
  },
};

/** Input: the record size (2 bytes), then records. */
const profileRecordsTarget: FuzzTarget = {
  name: 'profile-records',
  seeds: () => [0, 1, 8].map((counters) => Uint8Array.of(40 + 8 * counters, 0, ...new Uint8Array(250).fill(0xc3))),
  run(bytes) {
    const recordSize = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
    const data = bytes.subarray(2);
    const records = attempt(ProtocolError, () => decodeProfileRecords(data, recordSize));
    if (records === undefined) return;
    assert.equal(records.length, Math.floor(data.length / recordSize));
    const again = encodeProfileRecords(records, profileCounterCount(recordSize));
    assert.deepEqual(decodeProfileRecords(again, recordSize), records);
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [
  packetParserTarget,
  checksumsTarget,
  payloadsTarget,
  streamFrameTarget,
  profileRecordsTarget,
  cborWidgetsTarget,
];
