export type { ByteTransport } from './byte-transport.ts';
export type * from './camera.ts';
export { CameraError, type CameraErrorCode } from './camera-error.ts';
export { TransportError, type TransportErrorCode } from './transport-error.ts';
export { OpenMvCamera, type OpenMvCameraOptions, type OpenMvSettings } from './openmv/openmv-camera.ts';
export type { Board, BoardTable, Sensor } from './openmv/board-table.ts';
export type { DeviceCommands } from './openmv/device-commands.ts';
export type { ReadSequence } from './openmv/frame-reader.ts';
