export type { ByteTransport } from './byte-transport.ts';
