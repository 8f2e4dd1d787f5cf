// Something that can be connected to: a row of the camera list. Keys and values only; the words of both languages are in
// src-shared/device/words.ts.

export const entryKinds = ['sim', 'serial', 'tcp', 'udp', 'replay'] as const;
export type EntryKind = (typeof entryKinds)[number];

export const entryNameKeys = ['board', 'simulated', 'port', 'address', 'recording'] as const;
/**
 * How `value` is to be read. `board`: a board's name. `simulated`: the name of a simulated board. `port`: short name of a
 * serial port. `address`: a network address. `recording`: name of a file.
 */
export interface EntryName {
  readonly key: (typeof entryNameKeys)[number];
  readonly value: string;
}

/** Strings and numbers of a USB device, as far as the system reports them. */
export interface UsbStrings {
  /** Hexadecimal, four upper-case digits. */
  readonly vendorId?: string;
  /** Hexadecimal, four upper-case digits. */
  readonly productId?: string;
  readonly manufacturer?: string;
  readonly product?: string;
  readonly serialNumber?: string;
  /** Where the device is plugged in; the same for the same socket as long as the computer's wiring does not change. */
  readonly location?: string;
}

/** A camera that can be opened. */
export interface CameraEntry extends UsbStrings {
  /** Address for `openCamera`: "sim", "sim:H7", a serial path, "tcp://host:port", "udp://host:port", "replay:file". */
  readonly id: string;
  readonly kind: EntryKind;
  readonly name: EntryName;
  /** Name that a person gave the camera; shown instead of `name`. */
  readonly givenName?: string;
  /** Name of the board, if the USB identity is in the board table. */
  readonly board?: string;
  /** False for a port that is probably something else. */
  readonly likely: boolean;
}

/**
 * Serial numbers that every device of a kind has: CanMV K230 boards, and the serial bootloaders of OpenMV cameras (full
 * and high speed).
 */
const sharedSerialNumbers: ReadonlySet<string> = new Set(['001000000', '000000000010', '000000000011']);

/**
 * The key under which a camera is remembered and found again: its serial number, wherever it is plugged in; its location
 * if the serial number is missing or not unique; its address if it has neither. `entries` are the cameras that are present:
 * a serial number that occurs twice among them is not unique.
 */
export function identityKey(entry: CameraEntry, entries: readonly CameraEntry[] = []): string {
  const { serialNumber, location, id } = entry;
  if (serialNumber !== undefined && isUnique(serialNumber, entry, entries)) return serialNumber;
  return location === undefined ? id : `location:${location}`;
}

function isUnique(serialNumber: string, entry: CameraEntry, entries: readonly CameraEntry[]): boolean {
  if (sharedSerialNumbers.has(serialNumber)) return false;
  return !entries.some((each) => each.serialNumber === serialNumber && each.id !== entry.id);
}
