import type { SimulatedBoardName } from '../../simulator/core/script-engine.ts';

/** "Simulated OpenMV N6" */
export function simulatedCameraName(board: SimulatedBoardName): string {
  if (board === 'K230') return 'Simulated CanMV K230';
  return board === 'N6' ? 'Simulated OpenMV N6' : `Simulated OpenMV Cam ${board}`;
}
