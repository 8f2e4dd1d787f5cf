import { CameraError } from '../camera-error.ts';

/** Codes after which the link is in order again, but the request is lost. */
const passing: readonly string[] = ['out-of-sync', 'camera-rebooted'];

/** The same method, called once more when the link was put right or the camera restarted under it. */
export function retryIfFailed<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Promise<Result>,
): (this: This, ...args: Args) => Promise<Result> {
  return async function (this: This, ...args: Args): Promise<Result> {
    try {
      return await method.apply(this, args);
    } catch (error) {
      if (!(error instanceof CameraError) || !passing.includes(error.code)) throw error;
      return method.apply(this, args);
    }
  };
}
