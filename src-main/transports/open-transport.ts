// The door of this room: from what a person typed to a transport that can be opened.

import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import type { ByteTransport } from '../camera/byte-transport.ts';
import { captureTransport, type CaptureLog } from './capture.ts';
import { parseCameraAddress } from './camera-address.ts';
import { parseFaultPlan } from './fault-plan.ts';
import { FaultTransport } from './fault-transport.ts';
import { createReplay } from './replay.ts';
import { createSerialTransport } from './serial-transport.ts';
import { createSimulatorTransport, type SimulatorTransportOptions } from './simulator-transport.ts';
import { createTcpTransport } from './tcp-transport.ts';
import { createUdpTransport } from './udp-transport.ts';

export interface TransportForOptions {
  readonly clock?: Clock;
  /** Writes the session down, whatever the port. */
  readonly capture?: CaptureLog;
  /** Of a serial port; the default switches an OpenMV camera on USB to its protocol. A UART takes the line's own rate. */
  readonly baudRate?: number;
  /** Settings of the simulated camera; the board is in the address. */
  readonly simulator?: Omit<SimulatorTransportOptions, 'board' | 'name'>;
}

/**
 * A transport, not yet open, for "sim", "sim:H7", "sim?profile=off", a serial path, "tcp://host:port" or "udp://host:port".
 * "replay:FILE" is a capture log, "replay:FILE?speed=max" the same as fast as it is taken.
 * "fault(drop=2%,seed=7):ADDRESS" is any of these, made worse (fault-plan.ts).
 * Throws a TransportError (`port-not-found`) for anything else.
 */
export function transportFor(address: string, options: TransportForOptions = {}): ByteTransport {
  const transport = openTransport(address, options);
  return options.capture === undefined ? transport : captureTransport(transport, options.capture);
}

function openTransport(address: string, options: TransportForOptions): ByteTransport {
  const { clock = systemClock, baudRate } = options;
  const faulty = /^fault\(([^)]*)\):(.*)$/.exec(address.trim());
  if (faulty !== null)
    return new FaultTransport(openTransport(faulty[2]!, options), parseFaultPlan(faulty[1]!), { clock });
  const target = parseCameraAddress(address);
  if (target.kind === 'replay') {
    const { path, speed } = target;
    return createReplay({ path, speed, clock, name: address.trim() }).transport;
  }
  if (target.kind === 'serial')
    return createSerialTransport({ path: target.path, clock, ...(baudRate !== undefined && { baudRate }) });
  if (target.kind === 'sim') {
    const { board, profile: profileChannel } = target;
    const settings = { profileChannel, ...options.simulator?.settings };
    return createSimulatorTransport({ ...options.simulator, settings, board, name: address.trim(), clock });
  }
  return target.kind === 'tcp' ? createTcpTransport({ ...target, clock }) : createUdpTransport(target);
}
