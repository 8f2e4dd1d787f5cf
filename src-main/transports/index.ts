// The public surface of `viewfinder/transports`: from an address to a transport for `Camera`, what there is to open, and
// sessions written down.

export { transportFor, type TransportForOptions } from './open-transport.ts';
export { createCaptureFile } from './capture-file.ts';
export { CaptureLog, type CaptureLogOptions, type CaptureReport, type CaptureSink } from './capture.ts';
export { listPorts, type PortEntry } from './port-list.ts';
export { watchPorts, type HotPlug } from './hot-plug.ts';
export type { SimulatorTransportOptions } from './simulator-transport.ts';
export type { ByteTransport } from '../camera/byte-transport.ts';
export { TransportError, type TransportErrorCode } from '../camera/transport-error.ts';
