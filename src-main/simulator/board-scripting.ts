// Which family a board's scripts run with, on the thread of the scripts.

import type { FamilyScripting } from './core/board-family.ts';
import type { SimulatedBoardName } from './core/script-engine.ts';
import { isOpenMvBoard } from './boards/openmv/boards.ts';
import { openMvScripting } from './boards/openmv/scripting.ts';
import { k230Scripting } from './boards/k230/scripting.ts';

export function scriptingOf(board: SimulatedBoardName): FamilyScripting {
  return isOpenMvBoard(board) ? openMvScripting : k230Scripting;
}
