// Firmware versions and what each brought (docs/usbdbg.md §6).

import { requireReply } from './usbdbg-error.ts';

export interface FirmwareVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

export const firmwareVersionSize = 12;

export function encodeFirmwareVersion({ major, minor, patch }: FirmwareVersion): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(firmwareVersionSize);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, major, true);
  view.setUint32(4, minor, true);
  view.setUint32(8, patch, true);
  return bytes;
}

/** Reads the reply of FW_VERSION. Throws `reply-too-short`. */
export function decodeFirmwareVersion(bytes: Uint8Array): FirmwareVersion {
  const view = requireReply('FW_VERSION', bytes, firmwareVersionSize);
  return { major: view.getUint32(0, true), minor: view.getUint32(4, true), patch: view.getUint32(8, true) };
}

/** True if `version` is `major.minor.patch` or newer. */
export function isAtLeast(version: FirmwareVersion, major: number, minor: number, patch: number): boolean {
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return version.patch >= patch;
}

/** What a host may use with a firmware. */
export interface UsbdbgFeatures {
  /** Header and payload go in two writes. */
  readonly splitPayload: boolean;
  /** RGB565 pixels are little-endian; before 3.8.0 their two bytes are exchanged. */
  readonly littleEndianRgb565: boolean;
  readonly sensorId: boolean;
  readonly bootloaderReset: boolean;
  /** One combined poll instead of four. */
  readonly getState: boolean;
  /** GET_STATE of any size; without it 64 bytes exactly. */
  readonly variableStateSize: boolean;
  /** Profiler commands exist; whether the build has a profiler is in the state's flags. */
  readonly profiler: boolean;
}

export function usbdbgFeatures(version: FirmwareVersion): UsbdbgFeatures {
  const from = (major: number, minor: number, patch: number): boolean => isAtLeast(version, major, minor, patch);
  return {
    splitPayload: from(3, 5, 3),
    littleEndianRgb565: from(3, 8, 0),
    sensorId: from(3, 6, 0),
    bootloaderReset: from(3, 6, 8),
    getState: from(4, 5, 6),
    variableStateSize: from(4, 6, 1),
    profiler: from(4, 8, 0),
  };
}
