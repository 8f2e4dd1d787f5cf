// Numbers of the USBDBG protocol, with the names of the firmware's usbdbg.h (docs/usbdbg.md §2, §3).

/** First byte of every command. */
export const commandByte = 0x30;

/** Bytes of a command header. */
export const commandHeaderSize = 6;

/** Bit 7 of an opcode: the data phase goes from the device to the host. */
export const deviceToHostBit = 0x80;

/** The commands that a current host needs. Bit 7 is part of the number. */
export const Opcode = {
  fwVersion: 0x80,
  frameSize: 0x81,
  frameDump: 0x82,
  archStr: 0x83,
  scriptExec: 0x05,
  scriptStop: 0x06,
  scriptRunning: 0x87,
  sysReset: 0x0c,
  fbEnable: 0x0d,
  sysResetToBootloader: 0x0e,
  txBufLen: 0x8e,
  txBuf: 0x8f,
  sensorId: 0x90,
  getState: 0x93,
  profileSize: 0x94,
  profileDump: 0x95,
  profileMode: 0x16,
  profileEvent: 0x17,
  profileReset: 0x18,
} as const;
export type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** Bits of the first word of GET_STATE. */
export const StateFlag = {
  scriptRunning: 1 << 0,
  textPresent: 1 << 1,
  framePresent: 1 << 2,
  profilerPresent: 1 << 3,
  profilerHasPmu: 1 << 4,
} as const;
