import path from 'node:path';
import type { CameraEntry, EntryName } from '../../../src-shared/device/camera-entry.ts';
import { parseCameraAddress, type CameraAddress } from '../camera-address.ts';
import { listPorts } from './port-list.ts';
import { simulatedBoardTitle } from '../sim/simulated-board-title.ts';
import { unwrapAddress } from '../wrap/address-wrappers.ts';

/** The entry of an address that a person typed. Throws the TransportError `port-not-found` if it is not an address. */
export function typedEntry(text: string): CameraEntry {
  const id = text.trim();
  const address = parseCameraAddress(unwrapAddress(id).address);
  return { id, kind: address.kind, name: entryName(address, id), likely: true };
}

/** The entry of an address, with what the system reports about it if it is a port of this computer. */
export async function entryAt(text: string): Promise<CameraEntry> {
  const entry = typedEntry(text);
  if (entry.kind !== 'serial') return entry;
  return (await listPorts()).find(({ id }) => id === entry.id) ?? entry;
}

function entryName(address: CameraAddress, id: string): EntryName {
  switch (address.kind) {
    case 'sim':
      return { key: 'simulated', value: simulatedBoardTitle(address.board) };
    case 'replay':
      return { key: 'recording', value: path.basename(address.path) };
    case 'serial':
      return { key: 'port', value: id };
    default:
      return { key: 'address', value: id };
  }
}
