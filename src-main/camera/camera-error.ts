import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** What can go wrong between the host and a camera whose transport is open. */
export type CameraErrorCode =
  /** Nothing on the port speaks a protocol we know. */
  | 'not-a-camera'
  /** It speaks, but a protocol version we do not. Data: `version`. */
  | 'unsupported-protocol'
  /** No answer in time. Data: `request`, `afterMs`. */
  | 'camera-silent'
  /** The camera refused a request. Data: `request`, `status`. */
  | 'request-refused'
  /** Answers do not match requests and a resync did not help. */
  | 'out-of-sync'
  /** The camera kept receiving the request damaged. */
  | 'checksum-failed'
  /** The camera restarted while the request was under way. */
  | 'camera-rebooted'
  /** Used while not connected. Its cause is why the connection ended, when nobody asked for it. */
  | 'not-connected'
  /** More calls wait for the camera than it could answer in any useful time. Data: `limit`. */
  | 'too-many-requests'
  /** `connect` while it is connecting or connected. */
  | 'already-connected'
  /** The script is larger than the device takes. Data: `sizeBytes`, and `limitBytes` when known. */
  | 'script-too-large'
  /** The camera did not report the start of the script. */
  | 'script-did-not-start'
  /** The script does not stop, also after repeating; a reset is the next step. */
  | 'script-did-not-stop'
  /** No such channel, or it cannot do that. Data: `channel`. */
  | 'channel-not-found'
  | 'channel-not-supported'
  /** The camera's protocol or firmware does not offer this. Data: `feature`, a facet's name. */
  | 'not-supported'
  /** The script compressed a picture itself, and it does not fit the camera's buffer for the stream. Data: `limitKb`. */
  | 'preview-overflow'
  /** The profile channel was gone, or had less than it promised, before it was read to its end. */
  | 'profile-lost';

/** The camera does not do what it was asked for, or nothing is known of it. */
export class CameraError extends CodedError<CameraErrorCode> {}

/** The request is lost, but the link is in order again: it may be asked once more where that is harmless. */
export function isDisturbance(error: unknown): boolean {
  return error instanceof CameraError && (error.code === 'out-of-sync' || error.code === 'checksum-failed');
}
