// What a person can connect to: the simulated camera, always, and the serial ports, likely cameras first.

import table from '../../../assets/boards/boards.json' with { type: 'json' };
import { findPortName, type BoardTable } from '../../../src-shared/device/boards.ts';
import type { CameraEntry, UsbStrings } from '../../../src-shared/device/camera-entry.ts';
import { simulatedBoardTitle } from '../sim/simulated-board-title.ts';
import { scanSerialPorts, type SerialPortFacts, type SerialPortScanOptions } from './serial-port-scan.ts';

/** OpenMV's vendor id: a product that is not in the table is a camera too. */
const openMvVendor = '37C5';

/** The entry of the simulated camera that is always listed. */
export const simulatedCamera: CameraEntry = {
  id: 'sim',
  kind: 'sim',
  name: { key: 'simulated', value: simulatedBoardTitle('N6') },
  likely: true,
};

/** Lists what can be connected to. Never rejects: if the system cannot be asked, only the simulated camera is listed. */
export async function listPorts(options?: SerialPortScanOptions): Promise<readonly CameraEntry[]> {
  const ports = await scanSerialPorts(options).catch((): readonly SerialPortFacts[] => []);
  const entries = ports.map(serialEntry).sort(byLikelihood);
  return [simulatedCamera, ...entries];
}

function serialEntry({ path, ...port }: SerialPortFacts): CameraEntry {
  const usb = usbStrings(port);
  const board = findPortName(table as BoardTable, usb);
  return {
    id: path,
    kind: 'serial',
    name: board === undefined ? { key: 'port', value: path.replace(/^\/dev\//, '') } : { key: 'board', value: board },
    ...(board === undefined ? {} : { board }),
    ...usb,
    likely: board !== undefined || usb.vendorId === openMvVendor,
  };
}

function usbStrings({ vendorId, productId, ...strings }: Omit<SerialPortFacts, 'path'>): UsbStrings {
  const values = { vendorId: usbNumber(vendorId), productId: usbNumber(productId), ...strings };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
}

/** Four upper-case hexadecimal digits, however the system writes the number. */
function usbNumber(text: string | undefined): string | undefined {
  return text?.replace(/^0x/i, '').toUpperCase().padStart(4, '0');
}

function byLikelihood(a: CameraEntry, b: CameraEntry): number {
  const likely = Number(b.likely) - Number(a.likely);
  return likely === 0 ? a.id.localeCompare(b.id, 'en', { numeric: true }) : likely;
}
