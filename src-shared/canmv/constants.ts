// Numbers of the K230's protocol, with the names of the firmware's ide_dbg.h (docs/canmv.md §2, §3). The command header
// is that of USBDBG: src-shared/usbdbg/command.ts.

/** The commands of all generations. Bit 7: the board answers. */
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
  queryStatus: 0x8d,
  txBufLen: 0x8e,
  txBuf: 0x8f,
  createFile: 0x20,
  writeFile: 0x21,
  queryFileStat: 0xa0,
  verifyFile: 0xa1,
  // Generation B only.
  txInput: 0x11,
  capabilities: 0xa2,
  fwVersionFull: 0xa3,
  scriptStatus: 0xa4,
  queryFileStat2: 0xa5,
  listDir: 0xa6,
  readFile: 0xa7,
  createFile2: 0xa8,
  writeFile2: 0xa9,
  deleteFile: 0xaa,
  renameFile: 0xab,
  mkdir: 0xac,
  rmdir: 0xad,
  fileExec: 0xae,
  vtouchStatus: 0xaf,
  vtouchEvent: 0xb0,
} as const;
export type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** Reply of QUERY_STATUS: shows that the board listens, and where its replies begin. */
export const statusMarker = Uint8Array.of(0xaa, 0xbb, 0xee, 0xff);

/** Bits of CAPABILITIES. */
export const CapabilityBit = {
  listDir: 0,
  readFile: 1,
  writeFile: 2,
  deleteFile: 3,
  renameFile: 4,
  mkdir: 5,
  rmdir: 6,
  fileExec: 7,
  virtualTouch: 8,
  replInput: 9,
} as const;
export type Capability = keyof typeof CapabilityBit;

/** Result codes of file commands. Success is 0 or 1024, depending on the command. */
export const FileResult = {
  ok: 1024,
  path: 1025,
  checksum: 1026,
  write: 1027,
  chunkSize: 1028,
  verifyNotOpen: 1029,
  verifyMismatch: 1030,
  verifyOk: 1031,
  open: 1032,
  notFound: 1033,
  exists: 1034,
  invalidPath: 1035,
  notEmpty: 1036,
  permission: 1037,
  io: 1038,
} as const;

/** True for the two values that mean success. */
export function isFileSuccess(result: number): boolean {
  return result === 0 || result === FileResult.ok;
}

/** Bytes of the largest piece of a file, in READ_FILE and WRITEFILE2. */
export const maxFileChunk = 131_072;

/** Control bytes of TX_INPUT that the board acts upon. */
export const ReplByte = { rawRepl: 0x01, friendlyRepl: 0x02, interrupt: 0x03, softReset: 0x04, paste: 0x05 } as const;
