import type { SimulatedBoardName } from '../../simulator/core/script-engine.ts';

/** The board's name for people: "OpenMV N6", "OpenMV Cam H7". */
export function simulatedBoardTitle(board: SimulatedBoardName): string {
  return board === 'N6' ? 'OpenMV N6' : `OpenMV Cam ${board}`;
}
