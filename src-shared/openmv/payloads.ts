// Fixed payload layouts of requests and replies, in both directions (docs/protocol-v2.md §9.4, §11). Little-endian.

import { eventNotify } from './constants.ts';
import { ProtocolError, requireLength } from './protocol-error.ts';

export interface Capabilities {
  readonly crc: boolean;
  readonly seq: boolean;
  readonly ack: boolean;
  readonly events: boolean;
  /** Maximum payload bytes per packet in both directions, 50 to buffer size − 14. */
  readonly maxPayload: number;
}

export const capabilitiesSize = 16;

export function encodeCapabilities(capabilities: Capabilities): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(capabilitiesSize);
  bytes[0] =
    (capabilities.crc ? 1 : 0) |
    (capabilities.seq ? 2 : 0) |
    (capabilities.ack ? 4 : 0) |
    (capabilities.events ? 8 : 0);
  new DataView(bytes.buffer).setUint16(4, capabilities.maxPayload, true);
  return bytes;
}

export function decodeCapabilities(bytes: Uint8Array): Capabilities {
  const view = requireLength('capabilities', bytes, 6);
  const flags = view.getUint32(0, true);
  return {
    crc: (flags & 1) !== 0,
    seq: (flags & 2) !== 0,
    ack: (flags & 4) !== 0,
    events: (flags & 8) !== 0,
    maxPayload: view.getUint16(4, true),
  };
}

/** A version as the firmware reports it. */
export type VersionTriple = readonly [major: number, minor: number, patch: number];

export interface Versions {
  readonly protocol: VersionTriple;
  readonly bootloader: VersionTriple;
  readonly firmware: VersionTriple;
}

export function encodeVersions(versions: Versions): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16);
  bytes.set([...versions.protocol, ...versions.bootloader, ...versions.firmware]);
  return bytes;
}

export function decodeVersions(bytes: Uint8Array): Versions {
  requireLength('version', bytes, 9);
  const triple = (at: number): VersionTriple => [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!];
  return { protocol: triple(0), bootloader: triple(3), firmware: triple(6) };
}

/** Bits of `hardwareCapabilities[0]`. For display only: some boards report wrong values. */
export const HardwareBit = {
  gpu: 0,
  npu: 1,
  isp: 2,
  videoEncoder: 3,
  jpeg: 4,
  dram: 5,
  crc: 6,
  pmu: 7,
  wifi: 16,
  bluetooth: 17,
  sd: 18,
  ethernet: 19,
  usbHighSpeed: 20,
  multicore: 21,
} as const;

export interface SystemInfo {
  readonly cpuId: number;
  readonly deviceId: readonly [number, number, number];
  readonly usbVendorId: number;
  readonly usbProductId: number;
  /** Ids of the detected sensors; 0 means none. */
  readonly chipIds: readonly [number, number, number];
  readonly hardwareCapabilities: readonly [number, number];
  readonly flashSizeKb: number;
  readonly ramSizeKb: number;
  /** 0 until a script has configured the sensor. */
  readonly framebufferSizeKb: number;
  readonly streamBufferSizeKb: number;
}

export const systemInfoSize = 76;

export function hasHardware(info: SystemInfo, bit: keyof typeof HardwareBit): boolean {
  return ((info.hardwareCapabilities[0] >>> HardwareBit[bit]) & 1) === 1;
}

/** Number of PMU event counters, 0 without a PMU. */
export function pmuCounterCount(info: SystemInfo): number {
  return (info.hardwareCapabilities[0] >>> 8) & 0xff;
}

export function encodeSystemInfo(info: SystemInfo): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(systemInfoSize / 4);
  words.set([info.cpuId, ...info.deviceId, ((info.usbVendorId << 16) | info.usbProductId) >>> 0, ...info.chipIds]);
  words.set(info.hardwareCapabilities, 10);
  words.set([info.flashSizeKb, info.ramSizeKb, info.framebufferSizeKb, info.streamBufferSizeKb], 12);
  const bytes = new Uint8Array(systemInfoSize);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(index * 4, word, true));
  return bytes;
}

export function decodeSystemInfo(bytes: Uint8Array): SystemInfo {
  const view = requireLength('system info', bytes, 64);
  const word = (at: number): number => view.getUint32(at, true);
  return {
    cpuId: word(0),
    deviceId: [word(4), word(8), word(12)],
    usbVendorId: word(16) >>> 16,
    usbProductId: word(16) & 0xffff,
    chipIds: [word(20), word(24), word(28)],
    hardwareCapabilities: [word(40), word(44)],
    flashSizeKb: word(48),
    ramSizeKb: word(52),
    framebufferSizeKb: word(56),
    streamBufferSizeKb: word(60),
  };
}

export interface DeviceStats {
  readonly sent: number;
  readonly received: number;
  readonly checksumErrors: number;
  readonly sequenceErrors: number;
  readonly retransmits: number;
  readonly transportErrors: number;
  readonly sentEvents: number;
  /** Reserved, 0; the Python package calls it max_ack_queue_depth. */
  readonly maxAckQueueDepth: number;
}

export function encodeDeviceStats(stats: DeviceStats): Uint8Array<ArrayBuffer> {
  return encodeWords([
    stats.sent,
    stats.received,
    stats.checksumErrors,
    stats.sequenceErrors,
    stats.retransmits,
    stats.transportErrors,
    stats.sentEvents,
    stats.maxAckQueueDepth,
  ]);
}

export function decodeDeviceStats(bytes: Uint8Array): DeviceStats {
  requireLength('protocol statistics', bytes, 32);
  const words = decodeWords(bytes);
  return {
    sent: words[0]!,
    received: words[1]!,
    checksumErrors: words[2]!,
    sequenceErrors: words[3]!,
    retransmits: words[4]!,
    transportErrors: words[5]!,
    sentEvents: words[6]!,
    maxAckQueueDepth: words[7]!,
  };
}

/** Kinds of memory pools. */
export const MemoryType = { gcHeap: 0, umaPool: 1 } as const;

/** One memory pool; sizes in bytes. */
export interface MemoryPool {
  /** `MemoryType` */
  readonly type: number;
  /** Pool flags: 1 fast, 2 ITCM, 4 DTCM, 8/16/32 DMA domain 1/2/3, 64 transient. */
  readonly flags: number;
  readonly totalBytes: number;
  /** Includes `persistentBytes`. */
  readonly usedBytes: number;
  readonly freeBytes: number;
  readonly persistentBytes: number;
  readonly peakBytes: number;
}

export function encodeMemory(pools: readonly MemoryPool[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 24 * pools.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = pools.length;
  pools.forEach((pool, index) => {
    const at = 4 + 24 * index;
    view.setUint8(at, pool.type);
    view.setUint16(at + 2, pool.flags, true);
    view.setUint32(at + 4, pool.totalBytes, true);
    view.setUint32(at + 8, pool.usedBytes, true);
    view.setUint32(at + 12, pool.freeBytes, true);
    view.setUint32(at + 16, pool.persistentBytes, true);
    view.setUint32(at + 20, pool.peakBytes, true);
  });
  return bytes;
}

export function decodeMemory(bytes: Uint8Array): MemoryPool[] {
  const count = requireLength('memory', bytes, 4).getUint8(0);
  const view = requireLength('memory', bytes, 4 + 24 * count);
  return Array.from({ length: count }, (_, index) => {
    const at = 4 + 24 * index;
    return {
      type: view.getUint8(at),
      flags: view.getUint16(at + 2, true),
      totalBytes: view.getUint32(at + 4, true),
      usedBytes: view.getUint32(at + 8, true),
      freeBytes: view.getUint32(at + 12, true),
      persistentBytes: view.getUint32(at + 16, true),
      peakBytes: view.getUint32(at + 20, true),
    };
  });
}

export interface ChannelEntry {
  readonly id: number;
  /** `ChannelFlag` bits */
  readonly flags: number;
  /** At most 13 bytes. Not unique: the id is the key. */
  readonly name: string;
}

const channelEntrySize = 16;
const channelNameSize = 14;

export function encodeChannelList(channels: readonly ChannelEntry[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(channelEntrySize * channels.length);
  channels.forEach((channel, index) => {
    const at = channelEntrySize * index;
    bytes[at] = channel.id;
    bytes[at + 1] = channel.flags;
    bytes.set(new TextEncoder().encode(channel.name).subarray(0, channelNameSize - 1), at + 2);
  });
  return bytes;
}

/** Reads complete entries and ignores an incomplete last one. Invalid UTF-8 in a name becomes U+FFFD. */
export function decodeChannelList(bytes: Uint8Array): ChannelEntry[] {
  // A byte order mark is part of the name like any other character.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return Array.from({ length: Math.floor(bytes.length / channelEntrySize) }, (_, index) => {
    const at = channelEntrySize * index;
    const name = bytes.subarray(at + 2, at + 2 + channelNameSize);
    const end = name.indexOf(0);
    return { id: bytes[at]!, flags: bytes[at + 1]!, name: decoder.decode(end === -1 ? name : name.subarray(0, end)) };
  });
}

/** CHANNEL_READ request: offset and number of bytes. */
export function encodeReadRequest(offset: number, length: number): Uint8Array<ArrayBuffer> {
  return encodeWords([offset, length]);
}

/** CHANNEL_WRITE request: offset, number of bytes, the bytes. */
export function encodeWriteRequest(offset: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, offset, true);
  view.setUint32(4, data.length, true);
  bytes.set(data, 8);
  return bytes;
}

/** CHANNEL_IOCTL request: the command, then its argument bytes. */
export function encodeIoctlRequest(request: number, args: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + args.length);
  new DataView(bytes.buffer).setUint32(0, request, true);
  bytes.set(args, 4);
  return bytes;
}

/** Unsigned 32-bit words: sizes, shapes, poll masks, ioctl arguments. */
export function encodeWords(words: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * words.length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(4 * index, word, true));
  return bytes;
}

/** Decodes all complete words. */
export function decodeWords(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(4 * index, true));
}

/**
 * Whether the bit of a channel is set in the reply to POLL: it has data to read, or for stdin, a script is running.
 */
export function hasPollBit(mask: number, channelId: number): boolean {
  return ((mask >>> channelId) & 1) === 1;
}

export function decodeWord(layout: string, bytes: Uint8Array): number {
  return requireLength(layout, bytes, 4).getUint32(0, true);
}

/** The 2-byte status of a NAK. */
export function encodeStatus(status: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(status & 0xff, status >>> 8);
}

export function decodeStatus(bytes: Uint8Array): number {
  return requireLength('status', bytes, 2).getUint16(0, true);
}

/** Payload of an event; NOTIFY has an empty one. */
export function encodeEvent(code: number): Uint8Array<ArrayBuffer> {
  if (code < 0 || code > 0xffff) {
    throw new ProtocolError('value-out-of-range', `Event code ${code} does not fit 16 bits.`, { data: { code } });
  }
  return code === eventNotify ? new Uint8Array(0) : Uint8Array.of(code & 0xff, code >>> 8);
}

export function decodeEvent(bytes: Uint8Array): number {
  return bytes.length < 2 ? eventNotify : bytes[0]! | (bytes[1]! << 8);
}
