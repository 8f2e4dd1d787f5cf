// The public surface of `viewfinder/transports`: from an address to a transport for `Camera`, and what there is to open.

export { transportFor, type TransportForOptions } from './open-transport.ts';
export { listPorts, type PortEntry } from './port-list.ts';
export { watchPorts } from './hot-plug.ts';
export type { SimulatorTransportOptions } from './simulator-transport.ts';
export type { ByteTransport } from '../camera/byte-transport.ts';
export { TransportError, type TransportErrorCode } from '../camera/transport-error.ts';
