// What the interpreter of a simulated OpenMV camera is made of.

import type { BoardFacts, FamilyScripting } from '../../core/board-family.ts';
import { createImagePrimitives } from '../../image-ops/index.ts';
import { isOpenMvBoard, simulatedBoards, type OpenMvBoardName } from './boards.ts';
import { firmware4Hint } from './firmware4-hints.ts';
import { unsimulatedModules } from './unsimulated-modules.ts';

/** As `os.uname()`, `omv` and `machine` report them. */
const boardFacts: Readonly<Record<OpenMvBoardName, Omit<BoardFacts, 'heap_bytes'>>> = {
  N6: {
    platform: 'pyboard',
    epoch_year: 2000,
    machine: 'OpenMV N6 with STM32N657X0',
    board_type: 'N6',
    arch: 'OMV N6',
    cpu_hz: 800_000_000,
  },
  H7: {
    platform: 'pyboard',
    epoch_year: 2000,
    machine: 'OpenMV Cam H7 with STM32H743',
    board_type: 'H7',
    arch: 'OMV4 H7 1024',
    cpu_hz: 480_000_000,
  },
  RT1062: {
    platform: 'mimxrt',
    epoch_year: 1970,
    machine: 'OpenMV IMXRT1060-EVK with MIMXRT1062DVJ6A',
    board_type: 'IMXRT1060',
    arch: 'OMVRT1060 32768',
    cpu_hz: 600_000_000,
  },
};

function checked(board: string): OpenMvBoardName {
  if (!isOpenMvBoard(board)) throw new Error(`${board} is not an OpenMV camera.`);
  return board;
}

export const openMvScripting: FamilyScripting = {
  modules: ['common', 'openmv'],
  unsimulated: (board) => unsimulatedModules(checked(board)),
  facts(board) {
    const { gcHeapBytes, sensorChipId } = simulatedBoards[checked(board)];
    return { ...boardFacts[checked(board)], heap_bytes: gcHeapBytes, chip_id: sensorChipId };
  },
  hint: firmware4Hint,
  primitives: ({ heap, jpeg }) => ({ _image_ops: createImagePrimitives(heap, jpeg) }),
};
