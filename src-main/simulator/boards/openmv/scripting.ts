// What the interpreter of a simulated OpenMV camera is made of.

import type { BoardFacts, FamilyScripting } from '../../core/board-family.ts';
import { createImagePrimitives } from '../../image-ops/index.ts';
import { isOpenMvBoard, simulatedBoards, type OpenMvBoardName } from './boards.ts';
import { unsimulatedModules } from './unsimulated-modules.ts';

/** As `os.uname()`, `omv` and `machine` report them. */
const boardFacts: Readonly<Record<OpenMvBoardName, Omit<BoardFacts, 'heap_bytes'>>> = {
  N6: {
    platform: 'pyboard',
    machine: 'OpenMV N6 with STM32N657X0',
    board_type: 'N6',
    arch: 'OMV N6',
    cpu_hz: 800_000_000,
  },
  H7: {
    platform: 'pyboard',
    machine: 'OpenMV Cam H7 with STM32H743',
    board_type: 'H7',
    arch: 'OMV4 H7 1024',
    cpu_hz: 480_000_000,
  },
  RT1062: {
    platform: 'mimxrt',
    machine: 'OpenMV IMXRT1060-EVK with MIMXRT1062DVJ6A',
    board_type: 'IMXRT1060',
    arch: 'OMVRT1060 32768',
    cpu_hz: 600_000_000,
  },
};

export const openMvScripting: FamilyScripting = {
  modules: ['common', 'openmv'],
  unsimulated: unsimulatedModules,
  facts(board) {
    if (!isOpenMvBoard(board)) throw new Error(`${board} is not an OpenMV camera.`);
    const { gcHeapBytes, sensorChipId } = simulatedBoards[board];
    return { ...boardFacts[board], heap_bytes: gcHeapBytes, chip_id: sensorChipId };
  },
  primitives: ({ heap, jpeg }) => ({ _image_ops: createImagePrimitives(heap, jpeg) }),
};
