// Which camera it is: the table of assets/boards/boards.json, handed in as data.

/** A kind of camera. */
export interface Board {
  /** "37C5:1206" */
  readonly usbId: string;
  /** What people call it. */
  readonly name: string;
  /** The firmware's name: "OPENMV_N6". */
  readonly firmwareName: string;
  /** Its processor. */
  readonly mcu: string;
  readonly usb: 'full speed' | 'high speed';
  /** Payload bytes a packet that the firmware begins with. */
  readonly defaultMaxPayload: number;
  readonly streamBufferKb: number;
  /** Raw preview that the firmware begins with; absent when it begins with JPEG. */
  readonly rawPreview?: { readonly width: number; readonly height: number };
}

/** A kind of image sensor. */
export interface Sensor {
  readonly chipId: number;
  readonly name: string;
}

/** Names that belong to the numbers which cameras report. */
export interface BoardTable {
  readonly boards: readonly Board[];
  readonly sensors: readonly Sensor[];
}

export const emptyBoardTable: BoardTable = { boards: [], sensors: [] };

/** "37C5:1206" */
export function formatUsbId(vendorId: number, productId: number): string {
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
  return `${hex(vendorId)}:${hex(productId)}`;
}

export function findBoard(table: BoardTable, vendorId: number, productId: number): Board | undefined {
  const usbId = formatUsbId(vendorId, productId);
  return table.boards.find((board) => board.usbId === usbId);
}

/** The sensor's name, or its id in hexadecimal. */
export function sensorName(table: BoardTable, chipId: number): string {
  return (
    table.sensors.find((sensor) => sensor.chipId === chipId)?.name ??
    `0x${chipId.toString(16).toUpperCase().padStart(4, '0')}`
  );
}
