import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** Why the server cannot start. Data: `host`, `port`. */
export type ServerErrorCode =
  /** Another program listens there. */
  | 'server-port-in-use'
  /** The system does not allow it (ports below 1024 on Linux and macOS). */
  | 'server-port-refused'
  /** The certificate or its key cannot be used. */
  | 'server-tls-unusable'
  /** The address is not one of this computer's, or the system reported something else. */
  | 'server-start-failed';

export class ServerError extends CodedError<ServerErrorCode> {}
