// Which board hides behind a USB identity. The facts stand in assets/boards/boards.json.

import table from '../../../assets/boards/boards.json' with { type: 'json' };

/** OpenMV's own vendor id: a product we do not know yet is still a camera. */
const openMvVendor = '37C5';

/** A board's name by its USB vendor and product id (hexadecimal, any case, with or without leading zeros). */
export function findBoardName(vendorId: string | undefined, productId: string | undefined): string | undefined {
  const usbId = `${normalised(vendorId)}:${normalised(productId)}`;
  return table.boards.find((board) => board.usbId === usbId)?.name;
}

/** True for a board of the table and for anything else with OpenMV's vendor id. */
export function isLikelyCamera(vendorId: string | undefined, productId: string | undefined): boolean {
  return normalised(vendorId) === openMvVendor || findBoardName(vendorId, productId) !== undefined;
}

function normalised(id: string | undefined): string {
  return (id ?? '').replace(/^0x/i, '').toUpperCase().padStart(4, '0');
}
