// The boards that the simulated camera can be, in the figures of their firmware (docs/protocol-v2.md §2.2, §11.3).

export const openMvBoardNames = ['N6', 'H7', 'RT1062'] as const;
export type OpenMvBoardName = (typeof openMvBoardNames)[number];

export function isOpenMvBoard(name: string): name is OpenMvBoardName {
  return openMvBoardNames.some((known) => known === name);
}

export interface SimulatedBoard {
  readonly name: OpenMvBoardName;
  /** As the REPL banner names it. */
  readonly bannerName: string;
  readonly microcontroller: string;
  readonly usbVendorId: number;
  readonly usbProductId: number;
  /** ARM CPUID register. */
  readonly cpuId: number;
  readonly deviceId: readonly [number, number, number];
  readonly sensorChipId: number;
  /** Without the PMU's counter count, which is a setting of the camera. */
  readonly hardwareCapabilities: number;
  readonly pmuCounters: number;
  /** Receive buffer of the protocol; the default payload limit is 14 less. */
  readonly protocolBufferBytes: number;
  /** One byte of it stays empty. */
  readonly stdioRingBytes: number;
  readonly streamBufferBytes: number;
  readonly gcHeapBytes: number;
  readonly rawPreview: { readonly enabled: boolean; readonly width: number; readonly height: number };
  readonly jpegQualityLow: number;
  readonly jpegQualityHigh: number;
  /** Uncompressed frames beyond this many bytes get the low quality. */
  readonly bigFrameBytes: number;
}

const kilobyte = 1024;
const noRawPreview = { enabled: false, width: 0, height: 0 };

export const simulatedBoards: Readonly<Record<OpenMvBoardName, SimulatedBoard>> = {
  N6: {
    name: 'N6',
    bannerName: 'OPENMV_N6',
    microcontroller: 'STM32N657',
    usbVendorId: 0x37c5,
    usbProductId: 0x1206,
    cpuId: 0x411fd221,
    deviceId: [0x00000000, 0x53494d30, 0x4e360001],
    sensorChipId: 0x7936,
    hardwareCapabilities: 0x001f00ff,
    pmuCounters: 8,
    protocolBufferBytes: 8192,
    stdioRingBytes: 2048,
    streamBufferBytes: 1024 * kilobyte,
    gcHeapBytes: 4096 * kilobyte,
    rawPreview: { enabled: true, width: 512, height: 512 },
    jpegQualityLow: 50,
    jpegQualityHigh: 90,
    bigFrameBytes: 960_000,
  },
  H7: {
    name: 'H7',
    bannerName: 'OPENMV4',
    microcontroller: 'STM32H743',
    usbVendorId: 0x37c5,
    usbProductId: 0x1204,
    cpuId: 0x411fc271,
    deviceId: [0x00000000, 0x53494d30, 0x48370001],
    sensorChipId: 0x77,
    hardwareCapabilities: 0x00040050,
    pmuCounters: 0,
    protocolBufferBytes: 512,
    stdioRingBytes: 512,
    streamBufferBytes: 32 * kilobyte,
    gcHeapBytes: 256 * kilobyte,
    rawPreview: noRawPreview,
    jpegQualityLow: 50,
    jpegQualityHigh: 90,
    bigFrameBytes: 153_600,
  },
  RT1062: {
    name: 'RT1062',
    bannerName: 'OPENMV_RT1060',
    microcontroller: 'MIMXRT1062DVJ6A',
    usbVendorId: 0x37c5,
    usbProductId: 0x1060,
    cpuId: 0x411fc271,
    deviceId: [0x00000000, 0x53494d30, 0x52540001],
    sensorChipId: 0x56,
    hardwareCapabilities: 0x001f0020,
    pmuCounters: 0,
    protocolBufferBytes: 4096,
    stdioRingBytes: 1024,
    streamBufferBytes: 1024 * kilobyte,
    gcHeapBytes: 1024 * kilobyte,
    rawPreview: noRawPreview,
    jpegQualityLow: 50,
    jpegQualityHigh: 90,
    bigFrameBytes: 153_600,
  },
};
