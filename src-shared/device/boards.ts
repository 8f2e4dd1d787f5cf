// The board table: names and facts by USB identity. The data is in assets/boards/boards.json and is handed in, so that
// this room needs no files.

import type { UsbStrings } from './camera-entry.ts';

/** A camera model. */
export interface Board {
  /** "37C5:1206" */
  readonly usbId: string;
  /** Name for people. */
  readonly name: string;
  /** The firmware's name: "OPENMV_N6". */
  readonly firmwareName: string;
  /** Processor. */
  readonly mcu: string;
  readonly usb: 'full speed' | 'high speed';
  /** Size of the raw preview that the firmware starts with; absent if it starts with JPEG. */
  readonly rawPreview?: { readonly width: number; readonly height: number };
}

/** USB devices that share an identity with other boards, or whose identity does not tell the board. */
export interface PortIdentity {
  /** "1209:ABD1" */
  readonly usbId: string;
  /** Beginning of the manufacturer string, in any case; absent: any string. */
  readonly manufacturer?: string;
  /** Name for people until the camera has reported its board. */
  readonly name: string;
}

/** An image sensor. */
export interface Sensor {
  readonly chipId: number;
  readonly name: string;
}

/** The shape of assets/boards/boards.json. */
export interface BoardTable {
  readonly boards: readonly Board[];
  /** Looked up in order, after `boards`. */
  readonly ports?: readonly PortIdentity[];
  readonly sensors: readonly Sensor[];
}

export const emptyBoardTable: BoardTable = { boards: [], sensors: [] };

/** "37C5:1206" */
export function formatUsbId(vendorId: number, productId: number): string {
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
  return `${hex(vendorId)}:${hex(productId)}`;
}

/** The board with this USB identity, or undefined. */
export function findBoard(table: BoardTable, vendorId: number, productId: number): Board | undefined {
  const usbId = formatUsbId(vendorId, productId);
  return table.boards.find((board) => board.usbId === usbId);
}

/** Name of the board on a port, from the USB identity and strings that the system reports; undefined if unknown. */
export function findPortName(table: BoardTable, usb: UsbStrings): string | undefined {
  const usbId = `${usb.vendorId}:${usb.productId}`;
  const manufacturer = (usb.manufacturer ?? '').toLowerCase();
  const port = table.ports?.find(
    (each) => each.usbId === usbId && manufacturer.startsWith((each.manufacturer ?? '').toLowerCase()),
  );
  return table.boards.find((board) => board.usbId === usbId)?.name ?? port?.name;
}

/** The sensor's name, or its id in hexadecimal. */
export function sensorName(table: BoardTable, chipId: number): string {
  return (
    table.sensors.find((sensor) => sensor.chipId === chipId)?.name ??
    `0x${chipId.toString(16).toUpperCase().padStart(4, '0')}`
  );
}
