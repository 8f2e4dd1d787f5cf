// What a person can connect to: the simulated camera, always, and the serial ports, likely cameras first.

import { findBoardName, isLikelyCamera } from './board-table.ts';
import { scanSerialPorts, type SerialPortFacts, type SerialPortScanOptions } from './serial-port-scan.ts';
import { simulatedCameraName } from '../sim/simulated-camera-name.ts';

/** Something to connect to. */
export interface PortEntry {
  /** What `transportFor` takes. */
  readonly id: string;
  readonly kind: 'sim' | 'serial' | 'tcp' | 'udp';
  /** "OpenMV Cam H7", "Simulated OpenMV N6", or the port's own name. */
  readonly name: string;
  /** Port, maker and serial number in one line. */
  readonly detail: string;
  /** The board's name, when its USB identity is known. */
  readonly board?: string;
  /** Of the USB device; a camera keeps it on whatever port it is. */
  readonly serialNumber?: string;
  /** False for a port that is probably something else. */
  readonly likelyCamera: boolean;
}

export const simulatedCamera: PortEntry = {
  id: 'sim',
  kind: 'sim',
  name: simulatedCameraName('N6'),
  detail: 'runs on this computer, no hardware needed',
  likelyCamera: true,
};

/** Lists what can be connected to. Never rejects: when the system cannot be asked, only the simulated camera is there. */
export async function listPorts(options?: SerialPortScanOptions): Promise<readonly PortEntry[]> {
  const ports = await scanSerialPorts(options).catch((): readonly SerialPortFacts[] => []);
  const entries = ports.map(serialEntry).sort(byLikelihood);
  return [simulatedCamera, ...entries];
}

function serialEntry(port: SerialPortFacts): PortEntry {
  const board = findBoardName(port.vendorId, port.productId);
  const detail = [
    port.path,
    port.manufacturer,
    port.serialNumber === undefined ? undefined : `serial number ${port.serialNumber}`,
  ];
  return {
    id: port.path,
    kind: 'serial',
    name: board ?? port.path.replace(/^\/dev\//, ''),
    detail: detail.filter((part) => part !== undefined).join(' · '),
    ...(board === undefined ? {} : { board }),
    ...(port.serialNumber === undefined ? {} : { serialNumber: port.serialNumber }),
    likelyCamera: isLikelyCamera(port.vendorId, port.productId),
  };
}

function byLikelihood(a: PortEntry, b: PortEntry): number {
  const likely = Number(b.likelyCamera) - Number(a.likelyCamera);
  return likely === 0 ? a.id.localeCompare(b.id, 'en', { numeric: true }) : likely;
}
