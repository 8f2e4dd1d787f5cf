import { CodedError } from '../../../src-shared/lib/coded-error.ts';

/** Why bytes cannot move. Data: `port`, and for `port-busy` on Linux `holder` and `processId` if it was found. */
export type TransportErrorCode =
  /** No such port, host or path. */
  | 'port-not-found'
  /** Another program has it open. */
  | 'port-busy'
  /** The system refuses access (on Linux usually: the user is not in the dialout group, or no udev rule). */
  | 'port-no-permission'
  /** It was open and went away: unplugged, reset, or the peer closed the connection. */
  | 'port-lost'
  /** Written to or used while it is not open. */
  | 'port-closed'
  /** Everything else the system reported while opening. */
  | 'port-open-failed';

/** The port cannot be had, or is gone. */
export class TransportError extends CodedError<TransportErrorCode> {}
