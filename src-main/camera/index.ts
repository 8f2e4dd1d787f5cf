export type { ByteTransport } from '../transports/api/byte-transport.ts';
export { OpenMvCamera, type OpenMvSettings } from './openmv/openmv-camera.ts';
