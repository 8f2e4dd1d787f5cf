import { transportFor } from '../transports/index.ts';
import { protocolLine } from '../../src-shared/openmv/constants.ts';
import type { ConformanceTarget } from './probed-device.ts';
import { realTime } from './probe-time.ts';

/** A device at an address that `transportFor` takes: "/dev/ttyACM0", "COM3", "tcp://host:port", "udp://host:port", "sim". */
export async function openTransportTarget(address: string): Promise<ConformanceTarget> {
  const transport = transportFor(address);
  await transport.open();
  await transport.line?.configure(protocolLine);
  return { transport, time: realTime, close: () => transport.close() };
}
