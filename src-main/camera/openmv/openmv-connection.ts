import { CameraError } from '../camera-error.ts';
import type { Session } from './session/session.ts';

/** The session of the present connection, for everything that needs one. */
export class OpenMvConnection {
  session: Session | undefined;
  /** Cause of the last unexpected disconnect. */
  lostError: Error | undefined;

  /** Throws `not-connected`; its cause is why the connection ended. */
  require(): Session {
    if (this.session === undefined) {
      throw new CameraError('not-connected', 'The camera is not connected.', { cause: this.lostError });
    }
    return this.session;
  }

  /** Turns a missing connection into a rejection. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return work(this.require());
  }
}
