// The door of this room: from what a person typed to a transport that can be opened.

import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../camera/byte-transport.ts';
import { parseCameraAddress } from './camera-address.ts';
import { parseFaultPlan } from './fault-plan.ts';
import { FaultTransport } from './fault-transport.ts';
import { createSerialTransport } from './serial-transport.ts';
import { createSimulatorTransport, type SimulatorTransportOptions } from './simulator-transport.ts';
import { createTcpTransport } from './tcp-transport.ts';
import { createUdpTransport } from './udp-transport.ts';

export interface TransportForOptions {
  readonly clock?: Clock;
  /** Of a serial port; the default switches an OpenMV camera on USB to its protocol. A UART takes the line's own rate. */
  readonly baudRate?: number;
  /** Settings of the simulated camera; the board is in the address. */
  readonly simulator?: Omit<SimulatorTransportOptions, 'board' | 'name'>;
}

/**
 * A transport, not yet open, for "sim", "sim:H7", "sim?profile=off", a serial path, "tcp://host:port" or "udp://host:port".
 * "fault(drop=2%,seed=7):ADDRESS" is any of these, made worse (fault-plan.ts).
 * Throws a TransportError (`port-not-found`) for anything else.
 */
export function transportFor(address: string, options: TransportForOptions = {}): ByteTransport {
  const { clock = systemClock, baudRate } = options;
  const faulty = /^fault\(([^)]*)\):(.*)$/.exec(address.trim());
  if (faulty !== null)
    return new FaultTransport(transportFor(faulty[2]!, options), parseFaultPlan(faulty[1]!), { clock });
  const target = parseCameraAddress(address);
  if (target.kind === 'serial')
    return createSerialTransport({ path: target.path, clock, ...(baudRate !== undefined && { baudRate }) });
  if (target.kind === 'sim') {
    const { board, profile: profileChannel } = target;
    const settings = { profileChannel, ...options.simulator?.settings };
    return createSimulatorTransport({ ...options.simulator, settings, board, name: address.trim(), clock });
  }
  return target.kind === 'tcp' ? createTcpTransport({ ...target, clock }) : createUdpTransport(target);
}
