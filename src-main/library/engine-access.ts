import { delay } from '../../src-shared/lib/abort.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { CameraError } from '../camera/camera-error.ts';
import type { OpenMvCamera } from '../camera/openmv/openmv-camera.ts';
import type { DeviceCommands } from '../camera/openmv/requests/device-commands.ts';

/** The engine under a camera of this package, shared by its parts. */
export class EngineAccess {
  readonly engine: OpenMvCamera;

  readonly clock: Clock;

  constructor(engine: OpenMvCamera, clock: Clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /** Lets waiting work run, so that a loop around a call does not keep out what it asks for. */
  giveWay(signal: AbortSignal | undefined): Promise<void> {
    return delay(this.clock, 0, signal);
  }

  /** True from the end of `connect` to the end of the connection. */
  get isConnected(): boolean {
    const { state } = this.engine;
    return state !== 'disconnected' && state !== 'connecting';
  }

  /** Requests of the present connection. Throws `not-connected`. */
  get commands(): DeviceCommands {
    return this.engine.commands;
  }

  /** Throws `not-connected` while not connected. */
  requireConnected(): void {
    if (!this.isConnected) throw this.notConnected();
  }

  /** The error `not-connected`; its cause is the reason of an unexpected disconnect. */
  notConnected(): CameraError {
    return new CameraError('not-connected', 'The camera is not connected.', { cause: this.engine.lostError });
  }
}
