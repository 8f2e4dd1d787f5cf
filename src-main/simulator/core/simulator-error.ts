import { CodedError } from '../../../src-shared/lib/coded-error.ts';

export type SimulatorErrorCode =
  /** The address to offer the camera at is taken or not allowed. Data: `address`. */
  | 'address-unavailable'
  /** This system can offer no pseudo terminal: neither socat nor perl is there. */
  | 'pty-unavailable';

export class SimulatorError extends CodedError<SimulatorErrorCode> {}
