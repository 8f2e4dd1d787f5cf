// The boards with firmware 4 that can be simulated. Quality limits and buffers are those of the firmware's board files.

import type { UsbdbgBoard } from './usbdbg-device.ts';

const kilobyte = 1024;

export const usbdbgBoards = {
  'H7@4.8': {
    architecture: 'OMV4 H7 1024',
    type: 'H7',
    uniqueId: '0000000053494D3048370048',
    version: { major: 4, minor: 8, patch: 1 },
    framing: 'stm32',
    sensorChipId: 0x77,
    streamBufferBytes: 32 * kilobyte,
    jpegQualityLow: 50,
    jpegQualityHigh: 90,
    bigFrameBytes: 153_600,
  },
  'M7@4.5': {
    architecture: 'OMV3 M7 512',
    type: 'M7',
    uniqueId: '0000000053494D304D370045',
    version: { major: 4, minor: 5, patch: 4 },
    framing: 'stm32',
    sensorChipId: 0x77,
    streamBufferBytes: 32 * kilobyte,
    jpegQualityLow: 35,
    jpegQualityHigh: 60,
    bigFrameBytes: 153_600,
  },
} as const satisfies Readonly<Record<string, UsbdbgBoard>>;
