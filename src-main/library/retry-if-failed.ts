import { CameraError, isDisturbance } from '../camera/camera-error.ts';

/** The same method, called again if the link was resynchronized or the camera restarted during the call. */
export function retryIfFailed<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Promise<Result>,
): (this: This, ...args: Args) => Promise<Result> {
  return async function (this: This, ...args: Args): Promise<Result> {
    try {
      return await method.apply(this, args);
    } catch (error) {
      const rebooted = error instanceof CameraError && error.code === 'camera-rebooted';
      if (!rebooted && !isDisturbance(error)) throw error;
      return method.apply(this, args);
    }
  };
}
