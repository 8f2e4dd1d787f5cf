// What the camera says about itself, in flat fields under the names of the official package, and the same as lines of text.

import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import { describeDetails, type NamedText } from '../../src-shared/device/words.ts';
import {
  hasHardware,
  pmuCounterCount,
  type SystemInfo,
  type Versions,
  type VersionTriple,
} from '../../src-shared/openmv/payloads.ts';

/** What the camera runs. */
export interface VersionReport {
  /** Of the wire protocol; [major, minor, patch], as the others. */
  readonly protocolVersion: VersionTriple;
  /** The bootloader in flash. */
  readonly bootloaderVersion: VersionTriple;
  /** The firmware that runs. */
  readonly firmwareVersion: VersionTriple;
}

/**
 * The camera's hardware as it reports it. Today's firmware reports some of it wrongly (no flash, no RAM, abilities that a
 * board does not have): for display, not to decide on.
 */
export interface SystemReport {
  /** The processor's CPUID register. */
  readonly cpuId: number;
  /** Three 32-bit words. */
  readonly deviceId: readonly [number, number, number];
  /** One a sensor; 0 stands for none. */
  readonly chipId: readonly [number, number, number];
  /** USB vendor id. */
  readonly usbVid: number;
  /** USB product id. */
  readonly usbPid: number;
  /** Internal flash, in kilobytes as the other sizes; 0 when it is not reported. */
  readonly flashSizeKb: number;
  /** All RAM; 0 when it is not reported. */
  readonly ramSizeKb: number;
  /** For capturing frames; 0 until a script has configured the camera. */
  readonly framebufferSizeKb: number;
  /** For frames on their way to the host. */
  readonly streamBufferSizeKb: number;
  /** Graphics processor. */
  readonly gpuPresent: boolean;
  /** Neural processor. */
  readonly npuPresent: boolean;
  /** Image signal processor. */
  readonly ispPresent: boolean;
  /** Video encoder. */
  readonly vencPresent: boolean;
  /** JPEG encoder in hardware. */
  readonly jpegPresent: boolean;
  /** External DRAM. */
  readonly dramPresent: boolean;
  /** CRC unit. */
  readonly crcPresent: boolean;
  /** Performance monitoring unit. */
  readonly pmuPresent: boolean;
  /** Wi-Fi radio. */
  readonly wifiPresent: boolean;
  /** Bluetooth radio. */
  readonly btPresent: boolean;
  /** SD card slot. */
  readonly sdPresent: boolean;
  /** Ethernet. */
  readonly ethPresent: boolean;
  /** Several cores. */
  readonly multicorePresent: boolean;
  /** USB runs at 480 Mbit/s. */
  readonly usbHighspeed: boolean;
  /** Event counters of the PMU; 0 without one. */
  readonly pmuEventcnt: number;
}

export function versionReport({ protocol, bootloader, firmware }: Versions): VersionReport {
  return { protocolVersion: protocol, bootloaderVersion: bootloader, firmwareVersion: firmware };
}

export function systemReport(info: SystemInfo): SystemReport {
  return {
    cpuId: info.cpuId,
    deviceId: info.deviceId,
    chipId: info.chipIds,
    usbVid: info.usbVendorId,
    usbPid: info.usbProductId,
    flashSizeKb: info.flashSizeKb,
    ramSizeKb: info.ramSizeKb,
    framebufferSizeKb: info.framebufferSizeKb,
    streamBufferSizeKb: info.streamBufferSizeKb,
    gpuPresent: hasHardware(info, 'gpu'),
    npuPresent: hasHardware(info, 'npu'),
    ispPresent: hasHardware(info, 'isp'),
    vencPresent: hasHardware(info, 'videoEncoder'),
    jpegPresent: hasHardware(info, 'jpeg'),
    dramPresent: hasHardware(info, 'dram'),
    crcPresent: hasHardware(info, 'crc'),
    pmuPresent: hasHardware(info, 'pmu'),
    wifiPresent: hasHardware(info, 'wifi'),
    btPresent: hasHardware(info, 'bluetooth'),
    sdPresent: hasHardware(info, 'sd'),
    ethPresent: hasHardware(info, 'ethernet'),
    multicorePresent: hasHardware(info, 'multicore'),
    usbHighspeed: hasHardware(info, 'usbHighSpeed'),
    pmuEventcnt: pmuCounterCount(info),
  };
}

/** Sizes of the memories. Today's firmware reports no flash and no RAM, and a frame buffer once a script has made one. */
export function memoryFacts(report: SystemReport): NamedText[] {
  const size = (sizeKb: number): string => (sizeKb === 0 ? 'not reported' : `${sizeKb} KB`);
  return [
    { name: 'Flash', value: size(report.flashSizeKb) },
    { name: 'RAM', value: size(report.ramSizeKb) },
    { name: 'Frame buffer', value: report.framebufferSizeKb === 0 ? 'none' : size(report.framebufferSizeKb) },
  ];
}

/** One line a fact, values below each other. */
export function factLines(facts: readonly NamedText[]): string[] {
  const width = Math.max(...facts.map(({ name }) => name.length));
  return facts.map(({ name, value }) => `${name.padEnd(width)}  ${value}`);
}

/** What `printSystemInfo` prints: details of the identity and sizes of the memories. */
export function systemLines(identity: CameraIdentity | undefined, report: SystemReport): string[] {
  const details = identity === undefined ? [] : describeDetails(identity, 'en');
  return factLines([...details, ...memoryFacts(report)]);
}
