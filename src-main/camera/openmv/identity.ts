import {
  HardwareBit,
  hasHardware,
  pmuCounterCount,
  type Capabilities,
  type SystemInfo,
  type VersionTriple,
  type Versions,
} from '../../../src-shared/openmv/payloads.ts';
import type { CameraIdentity } from '../camera.ts';
import { findBoard, formatUsbId, sensorName, type BoardTable } from './board-table.ts';

const hardwareNames: Readonly<Record<keyof typeof HardwareBit, string>> = {
  gpu: 'GPU',
  npu: 'NPU',
  isp: 'ISP',
  videoEncoder: 'video encoder',
  jpeg: 'JPEG codec',
  dram: 'DRAM',
  crc: 'CRC unit',
  pmu: 'PMU',
  wifi: 'Wi-Fi',
  bluetooth: 'Bluetooth',
  sd: 'SD card',
  ethernet: 'Ethernet',
  usbHighSpeed: 'USB high speed',
  multicore: 'several cores',
};

/** Says who the camera is, from what it reports and the table of boards. */
export function describeIdentity(parts: {
  readonly info: SystemInfo;
  readonly versions: Versions;
  readonly capabilities: Capabilities;
  readonly boards: BoardTable;
  readonly portName: string;
}): CameraIdentity {
  const { info, versions, capabilities, boards, portName } = parts;
  const board = findBoard(boards, info.usbVendorId, info.usbProductId);
  const sensors = info.chipIds.filter((id) => id !== 0).map((id) => sensorName(boards, id));
  const hardware = (Object.keys(HardwareBit) as (keyof typeof HardwareBit)[]).filter((bit) => hasHardware(info, bit));
  const switches = (['crc', 'seq', 'ack', 'events'] as const).filter((name) => capabilities[name]);
  const facts: { name: string; value: string }[] = [
    { name: 'Firmware built for', value: board?.firmwareName ?? 'unknown' },
    { name: 'Processor', value: `${board?.mcu ?? 'unknown'} (CPUID 0x${hex8(info.cpuId)})` },
    { name: 'USB', value: formatUsbId(info.usbVendorId, info.usbProductId) + (board ? `, ${board.usb}` : '') },
    { name: 'Firmware', value: dotted(versions.firmware) },
    { name: 'Bootloader', value: dotted(versions.bootloader) },
    { name: 'Protocol', value: dotted(versions.protocol) },
    { name: 'Sensors', value: sensors.join(', ') || 'none found' },
    { name: 'Hardware', value: hardware.map((bit) => hardwareNames[bit]).join(', ') || 'none reported' },
    { name: 'PMU counters', value: String(pmuCounterCount(info)) },
    { name: 'Stream buffer', value: `${info.streamBufferSizeKb} KB` },
    { name: 'Payload', value: `${capabilities.maxPayload} bytes a packet` },
    { name: 'Link', value: switches.join(', ') },
  ];
  return {
    board: board?.name ?? portName,
    serial: info.deviceId.map(hex8).join(''),
    firmware: dotted(versions.firmware),
    protocol: `openmv-v2 ${dotted(versions.protocol)}`,
    sensors,
    facts,
  };
}

function hex8(word: number): string {
  return word.toString(16).toUpperCase().padStart(8, '0');
}

function dotted(version: VersionTriple): string {
  return version.join('.');
}
