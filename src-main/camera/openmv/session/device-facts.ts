import type { Capabilities, SystemInfo, Versions } from '../../../../src-shared/openmv/payloads.ts';
import { CameraError } from '../../camera-error.ts';
import type { CameraIdentity } from '../../../../src-shared/device/identity.ts';
import { findBoard, type Board, type BoardTable } from '../../../../src-shared/device/boards.ts';
import type { DeviceCommands } from '../requests/device-commands.ts';
import { describeIdentity } from '../identity.ts';
import type { RequestOptions } from '../requests/link-request.ts';

const supportedMajor = 1;
/** Firmware up to this minor version keeps its preview buffer as the lock-free read needs it. */
const knownMinor = 0;

/** What stays the same for the length of a connection. */
export interface DeviceFacts {
  readonly versions: Versions;
  readonly info: SystemInfo;
  readonly board: Board | undefined;
  readonly identity: CameraIdentity;
  /** Its buffer rules are the ones we know (docs/protocol-v2.md §12.3). */
  readonly knownFirmware: boolean;
}

export interface DeviceFactsSource {
  readonly commands: DeviceCommands;
  readonly capabilities: Capabilities;
  readonly boards: BoardTable;
  readonly portName: string;
}

/** Asks the device who it is. Rejects with `unsupported-protocol` when it speaks another major version. */
export async function readDeviceFacts(source: DeviceFactsSource, options: RequestOptions): Promise<DeviceFacts> {
  const { commands, capabilities, boards, portName } = source;
  const versions = await commands.versions(options);
  const [major, minor] = versions.protocol;
  if (major !== supportedMajor) {
    const version = versions.protocol.join('.');
    throw new CameraError('unsupported-protocol', `The camera speaks protocol ${version}.`, { data: { version } });
  }
  const info = await commands.systemInfo(options);
  return {
    versions,
    info,
    board: findBoard(boards, info.usbVendorId, info.usbProductId),
    identity: describeIdentity({ info, versions, capabilities, boards, portName }),
    knownFirmware: minor <= knownMinor,
  };
}
