import {
  hasHardware,
  pmuCounterCount,
  type Capabilities,
  type SystemInfo,
  type VersionTriple,
  type Versions,
} from '../../../src-shared/openmv/payloads.ts';
import {
  hardwareKeys,
  isSimulatedSerial,
  type CameraDetail,
  type CameraIdentity,
  type DetailKey,
} from '../../../src-shared/device/identity.ts';
import { findBoard, formatUsbId, sensorName, type BoardTable } from '../../../src-shared/device/boards.ts';

/** The camera's identity, from what it reports and the board table. */
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
  const hardware = hardwareKeys.filter((bit) => hasHardware(info, bit));
  const abilities = (['crc', 'seq', 'ack', 'events'] as const).filter((name) => capabilities[name]);
  const details: CameraDetail[] = [
    ...(board === undefined ? [] : [detail('firmwareTarget', board.firmwareName), detail('processor', board.mcu)]),
    detail('cpuId', `0x${hex8(info.cpuId)}`),
    detail('usbId', formatUsbId(info.usbVendorId, info.usbProductId)),
    ...(board === undefined ? [] : [detail('usbSpeed', board.usb === 'high speed' ? 'high' : 'full')]),
    detail('bootloader', dotted(versions.bootloader)),
    ...hardware.map((bit) => detail('hardware', bit)),
    detail('pmuCounters', pmuCounterCount(info)),
    detail('streamBufferKb', info.streamBufferSizeKb),
    detail('maxPayloadBytes', capabilities.maxPayload),
    ...abilities.map((name) => detail('linkAbility', name)),
  ];
  const serial = info.deviceId.map(hex8).join('');
  return {
    board: board?.name ?? portName,
    serial,
    firmware: dotted(versions.firmware),
    protocol: `openmv-v2 ${dotted(versions.protocol)}`,
    sensors,
    details,
    simulated: isSimulatedSerial(serial),
  };
}

function detail(key: DetailKey, value: string | number): CameraDetail {
  return { key, value };
}

function hex8(word: number): string {
  return word.toString(16).toUpperCase().padStart(8, '0');
}

function dotted(version: VersionTriple): string {
  return version.join('.');
}
