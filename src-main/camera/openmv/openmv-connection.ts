import { CameraError } from '../camera-error.ts';
import type { Session } from './session/session.ts';

/** The session of the present connection, for everything that needs one. */
export class OpenMvConnection {
  session: Session | undefined;
  /** Cause of the last unexpected disconnect. */
  lostError: Error | undefined;

  /** Throws `not-connected`; its cause is why the connection ended. */
  require(): Session {
    if (this.session === undefined) throw this.#notConnected();
    return this.session;
  }

  /** Turns a missing connection into a rejection; one that ends during the work is given its cause. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await work(this.require());
    } catch (error) {
      const isBare = error instanceof CameraError && error.code === 'not-connected' && error.cause === undefined;
      throw isBare && this.lostError !== undefined ? this.#notConnected() : error;
    }
  }

  #notConnected(): CameraError {
    return new CameraError('not-connected', 'The camera is not connected.', { cause: this.lostError });
  }
}
