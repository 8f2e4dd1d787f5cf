// What the camera says about itself, in flat fields under the names of the official package, and the same as lines of text.

import {
  hasHardware,
  pmuCounterCount,
  type SystemInfo,
  type Versions,
  type VersionTriple,
} from '../../../src-shared/protocol/payloads.ts';

export interface VersionReport {
  /** [major, minor, patch] each. */
  readonly protocolVersion: VersionTriple;
  readonly bootloaderVersion: VersionTriple;
  readonly firmwareVersion: VersionTriple;
}

export interface SystemReport {
  readonly cpuId: number;
  /** Three 32-bit words. */
  readonly deviceId: readonly [number, number, number];
  /** One a sensor; 0 stands for none. */
  readonly chipId: readonly [number, number, number];
  readonly usbVid: number;
  readonly usbPid: number;
  readonly flashSizeKb: number;
  readonly ramSizeKb: number;
  /** 0 until a script has configured the camera. */
  readonly framebufferSizeKb: number;
  readonly streamBufferSizeKb: number;
  readonly gpuPresent: boolean;
  readonly npuPresent: boolean;
  readonly ispPresent: boolean;
  readonly vencPresent: boolean;
  readonly jpegPresent: boolean;
  readonly dramPresent: boolean;
  readonly crcPresent: boolean;
  readonly pmuPresent: boolean;
  readonly wifiPresent: boolean;
  readonly btPresent: boolean;
  readonly sdPresent: boolean;
  readonly ethPresent: boolean;
  readonly multicorePresent: boolean;
  /** USB runs at 480 Mbit/s. */
  readonly usbHighspeed: boolean;
  /** 0 without a PMU. */
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

export interface NamedFact {
  readonly name: string;
  readonly value: string;
}

/** Sizes of the memories. Today's firmware reports no flash and no RAM, and a frame buffer once a script has made one. */
export function memoryFacts(report: SystemReport): NamedFact[] {
  const size = (sizeKb: number): string => (sizeKb === 0 ? 'not reported' : `${sizeKb} KB`);
  return [
    { name: 'Flash', value: size(report.flashSizeKb) },
    { name: 'RAM', value: size(report.ramSizeKb) },
    { name: 'Frame buffer', value: report.framebufferSizeKb === 0 ? 'none yet' : size(report.framebufferSizeKb) },
  ];
}

/** One line a fact, values below each other. */
export function factLines(facts: readonly NamedFact[]): string[] {
  const width = Math.max(...facts.map(({ name }) => name.length));
  return facts.map(({ name, value }) => `${name.padEnd(width)}  ${value}`);
}
