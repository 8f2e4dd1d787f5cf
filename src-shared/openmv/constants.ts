// Names and numbers of OpenMV protocol V2, in the firmware's naming and order (README.md maps them).

export const syncByte0 = 0xaa;
export const syncByte1 = 0xd5;
export const headerSize = 10;
export const payloadCrcSize = 4;
/** Header and payload CRC around a non-empty payload. */
export const packetOverhead = headerSize + payloadCrcSize;
/** Smallest payload limit that can be negotiated: a full packet then has 64 bytes. */
export const minMaxPayload = 50;
export const maxPayloadLength = 0xffff;
export const maxChannels = 32;

export const Flag = {
  ack: 0x01,
  nak: 0x02,
  rtx: 0x04,
  ackReq: 0x08,
  fragment: 0x10,
  event: 0x20,
} as const;

/** Commands, for `sendCommand`. */
export const Opcode = {
  protoSync: 0x00,
  protoGetCaps: 0x01,
  protoSetCaps: 0x02,
  protoStats: 0x03,
  protoVersion: 0x04,
  sysReset: 0x10,
  sysBoot: 0x11,
  sysInfo: 0x12,
  sysEvent: 0x13,
  sysMemory: 0x14,
  channelList: 0x20,
  channelPoll: 0x21,
  channelLock: 0x22,
  channelUnlock: 0x23,
  channelShape: 0x24,
  channelSize: 0x25,
  channelRead: 0x26,
  channelWrite: 0x27,
  channelIoctl: 0x28,
  channelEvent: 0x29,
} as const;
export type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** Status in a NAK (docs/protocol-v2.md §7). */
export const Status = {
  success: 0,
  failed: 1,
  invalid: 2,
  timeout: 3,
  busy: 4,
  checksum: 5,
  sequence: 6,
  overflow: 7,
  fragment: 8,
  unknown: 9,
} as const;
export type Status = (typeof Status)[keyof typeof Status];

/** Channels of every camera; `profile` only in firmware built with the profiler. */
export const ChannelId = {
  transport: 0,
  stdin: 1,
  stdout: 2,
  stream: 3,
  profile: 4,
} as const;

/** Bits of a channel's flags. */
export const ChannelFlag = {
  read: 0x01,
  write: 0x02,
  exec: 0x04,
  lock: 0x08,
  stream: 0x10,
  dynamic: 0x20,
  physical: 0x40,
} as const;

/** Event codes of channel 0. */
export const SystemEvent = {
  channelRegistered: 0x0000,
  channelUnregistered: 0x0001,
  softReboot: 0x0002,
} as const;

/** Event codes of the stdin channel. */
export const StdinEvent = {
  stopped: 0x0000,
  started: 0x0001,
} as const;

/** Code of an event packet without payload. */
export const eventNotify = 0xffff;

export const StdinIoctl = {
  stop: 1,
  exec: 2,
  reset: 3,
} as const;

export const StreamIoctl = {
  ctrl: 0,
  rawCtrl: 1,
  rawCfg: 2,
  source: 3,
} as const;

export const ProfileIoctl = {
  mode: 0,
  setEvent: 1,
  reset: 2,
  stats: 3,
} as const;

/** The device requires more than this between two successful LOCKs, on any channel. */
export const lockIntervalMs = 10;
/** Line settings that select the protocol on USB, where the rate has no other meaning (docs/protocol-v2.md §2.1). */
export const protocolLine = { baudRate: 921_600, dtr: true, rts: true } as const;
/** Largest fragment of a `read` channel (stdout, script channels without `readp`). */
export const readChunkSize = 512;
