// The public surface of `viewfinder/transports`: from an address to a transport for `Camera`, what there is to open, and
// sessions written down.

export { transportFor, type TransportForOptions } from './open-transport.ts';
export { createCaptureFile } from './wrap/capture-file.ts';
export { CaptureLog, type CaptureLogOptions, type CaptureReport, type CaptureSink } from './wrap/capture.ts';
export { listPorts } from './ports/port-list.ts';
export type { CameraEntry as PortEntry } from '../../src-shared/device/camera-entry.ts';
export { watchPorts, type HotPlug } from './ports/hot-plug.ts';
export type { SimulatorTransportOptions } from './sim/simulator-transport.ts';
export type { ByteTransport } from './api/byte-transport.ts';
export { TransportError, type TransportErrorCode } from './api/transport-error.ts';
