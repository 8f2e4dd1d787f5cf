export { OpenMvCamera } from './openmv/openmv-camera.ts';
export type { BoardTable } from './openmv/board-table.ts';
