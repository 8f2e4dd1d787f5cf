// The door of this room: from what a person typed to a transport that can be opened.

import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import type { ByteTransport } from './api/byte-transport.ts';
import { unwrapAddress, type AddressWrapper } from './wrap/address-wrappers.ts';
import { captureTransport, type CaptureLog } from './wrap/capture.ts';
import { captureToFiles } from './wrap/capture-to-files.ts';
import { parseCameraAddress } from './camera-address.ts';
import { parseFaultPlan } from './wrap/fault-plan.ts';
import { FaultTransport } from './wrap/fault-transport.ts';
import { createReplay } from './wrap/replay.ts';
import { createSerialTransport } from './serial/serial-transport.ts';
import { createSimulatorTransport, type SimulatorTransportOptions } from './sim/simulator-transport.ts';
import { createTcpTransport } from './net/tcp-transport.ts';
import { createUdpTransport } from './net/udp-transport.ts';

/** Options of `transportFor`. */
export interface TransportForOptions {
  /** For tests. */
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
 * "capture(FILE):ADDRESS" is any of these, with each connection recorded in a separate file (FILE, FILE-2 …);
 * "fault(drop=2%,seed=7):ADDRESS" is any of these, made worse (fault-plan.ts).
 * Throws a TransportError (`port-not-found`) for anything else.
 */
export function transportFor(text: string, options: TransportForOptions = {}): ByteTransport {
  const { wrappers, address } = unwrapAddress(text);
  const { clock = systemClock, capture } = options;
  const transport = wrappers.reduceRight(
    (inner, wrapper) => wrap(inner, wrapper, text.trim(), clock),
    openTransport(address, options),
  );
  return capture === undefined ? transport : captureTransport(transport, capture);
}

function wrap(inner: ByteTransport, { kind, argument }: AddressWrapper, port: string, clock: Clock): ByteTransport {
  return kind === 'fault'
    ? new FaultTransport(inner, parseFaultPlan(argument), { clock })
    : captureToFiles(inner, { file: argument, port, clock });
}

function openTransport(address: string, options: TransportForOptions): ByteTransport {
  const { clock = systemClock, baudRate } = options;
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
