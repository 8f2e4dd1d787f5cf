// What a device says about itself before the rows run; rows are cut to these facts.

import { ChannelFlag, Opcode, packetOverhead } from '../../src-shared/openmv/constants.ts';
import {
  decodeCapabilities,
  decodeChannelList,
  decodeSystemInfo,
  decodeVersions,
  pmuCounterCount,
  type Capabilities,
  type ChannelEntry,
  type SystemInfo,
  type Versions,
} from '../../src-shared/openmv/payloads.ts';
import { isSimulatedSerial } from '../../src-shared/device/identity.ts';
import type { DeviceProbe } from './device-probe.ts';
import { joinPayloads } from './probe-packet.ts';

export interface DeviceFacts {
  readonly kind: DeviceProbe['kind'];
  /** What holds after SYNC. */
  readonly defaults: Capabilities;
  /** Receive buffer in bytes. Of a device on the network it is not known: its default payload is below the largest. */
  readonly bufferBytes: number;
  readonly versions: Versions;
  readonly info: SystemInfo;
  /** With no script running. */
  readonly channels: readonly ChannelEntry[];
  /** Channel of the profiler; undefined in firmware without one. */
  readonly profile: number | undefined;
  readonly pmuCounters: number;
  /** A number that no channel has while no script runs. */
  readonly missingChannel: number;
  /** One of ours: what would harm real hardware may be sent to it. */
  readonly simulated: boolean;
  /** Our camera keeps text that the host is late to read rather than lose it (README of the simulator). */
  readonly holdsTextBack: boolean;
}

/** Reads the facts of a synchronised, idle device. */
export async function readFacts(probe: DeviceProbe, holdsTextBack: boolean | undefined): Promise<DeviceFacts> {
  const read = async (opcode: number): Promise<Uint8Array> => joinPayloads(await probe.request(opcode));
  const defaults = decodeCapabilities(await read(Opcode.protoGetCaps));
  const versions = decodeVersions(await read(Opcode.protoVersion));
  const info = decodeSystemInfo(await read(Opcode.sysInfo));
  const channels = decodeChannelList(await read(Opcode.channelList));
  const simulated = isSimulatedSerial(info.deviceId.map((word) => word.toString(16).padStart(8, '0')).join(''));
  return {
    kind: probe.kind,
    defaults,
    bufferBytes: defaults.maxPayload + packetOverhead,
    versions,
    info,
    channels,
    profile: channels.find(({ name, flags }) => name === 'profile' && (flags & ChannelFlag.dynamic) === 0)?.id,
    pmuCounters: pmuCounterCount(info),
    missingChannel: channels.some(({ id }) => id === 9) ? 31 : 9,
    simulated,
    holdsTextBack: holdsTextBack ?? simulated,
  };
}
