import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** Reasons why the server cannot start. Data: `host`, `port`. */
export type ServerErrorCode =
  /** Another program is listening on the port. */
  | 'server-port-in-use'
  /** The system does not allow it (ports below 1024 on Linux and macOS). */
  | 'server-port-refused'
  /** The certificate or its key cannot be used. */
  | 'server-tls-unusable'
  /** The address does not belong to this computer, or the system reported something else. */
  | 'server-start-failed';

export class ServerError extends CodedError<ServerErrorCode> {}
