// What a connected camera reports about itself. Keys and values only: the words of both languages are in
// src-shared/device/words.ts.

/** Facts beyond board, serial number, firmware, protocol and sensors, in the order in which they are shown. */
export const detailKeys = [
  /** The firmware's name of its board: "OPENMV_N6". */
  'firmwareTarget',
  /** "STM32N657" */
  'processor',
  /** CPUID register, "0x411FD220". */
  'cpuId',
  /** "37C5:1206" */
  'usbId',
  /** "full" (12 Mbit/s) or "high" (480 Mbit/s). */
  'usbSpeed',
  /** Version of the bootloader. */
  'bootloader',
  /** One of `hardwareKeys`. */
  'hardware',
  /** Event counters of the performance monitoring unit. */
  'pmuCounters',
  /** Kilobytes for frames on their way to the host. */
  'streamBufferKb',
  /** Largest payload of a packet, in bytes. */
  'maxPayloadBytes',
  /** A negotiated ability of the link: "crc", "seq", "ack", "events". */
  'linkAbility',
] as const;
/** Name of a fact about a camera. */
export type DetailKey = (typeof detailKeys)[number];

/** Values of `hardware` details. */
export const hardwareKeys = [
  'gpu',
  'npu',
  'isp',
  'videoEncoder',
  'jpeg',
  'dram',
  'crc',
  'pmu',
  'wifi',
  'bluetooth',
  'sd',
  'ethernet',
  'usbHighSpeed',
  'multicore',
] as const;
export type HardwareKey = (typeof hardwareKeys)[number];

/** One fact. A key occurs once per value if there are several. */
export interface CameraDetail {
  readonly key: DetailKey;
  readonly value: string | number;
}

/** "SIM0" in hexadecimal: in the unique id of every simulated board. */
const simulatedMark = '53494D30';

/** Whether a camera's unique id, in hexadecimal, belongs to a simulated board. */
export function isSimulatedSerial(serial: string): boolean {
  return serial.toUpperCase().includes(simulatedMark);
}

/** Fixed for the length of a connection. */
export interface CameraIdentity {
  /** Name from the board table, "OpenMV N6"; the name of the port if the board is not in the table. */
  readonly board: string;
  /** Unique id in hexadecimal, as the firmware reports it. Empty if the protocol has none. */
  readonly serial: string;
  /** "5.0.0" */
  readonly firmware: string;
  /** Driver and version of its protocol: "openmv-v2 1.0.2". */
  readonly protocol: string;
  /** Names of the image sensors found. */
  readonly sensors: readonly string[];
  readonly details: readonly CameraDetail[];
  /** Runs on this computer. */
  readonly simulated: boolean;
}
