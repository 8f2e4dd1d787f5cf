// Which board hides behind a USB identity. The facts stand in assets/boards/boards.json.

import boards from '../../assets/boards/boards.json' with { type: 'json' };

export type KnownBoard = (typeof boards)[number];

/** OpenMV's own vendor id: a product we do not know yet is still a camera. */
const openMvVendor = '37c5';

/** Looks a board up by its USB vendor and product id (hexadecimal, any case, with or without leading zeros). */
export function findBoard(vendorId: string | undefined, productId: string | undefined): KnownBoard | undefined {
  const [vid, pid] = [normalised(vendorId), normalised(productId)];
  return boards.find((board) => board.vid === vid && board.pid === pid);
}

/** True for a board of the table and for anything else with OpenMV's vendor id. */
export function isLikelyCamera(vendorId: string | undefined, productId: string | undefined): boolean {
  return normalised(vendorId) === openMvVendor || findBoard(vendorId, productId) !== undefined;
}

function normalised(id: string | undefined): string {
  return (id ?? '').replace(/^0x/i, '').toLowerCase().padStart(4, '0');
}
