import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** What can go wrong between an RTSP client and a server. */
export type RtspErrorCode =
  /** The address is not `rtsp://…` or `rtsps://…`. Data: `address`. */
  | 'bad-rtsp-address'
  /** Bytes that are neither RTSP nor interleaved packets, or a message beyond its limits. Data: `reason`. */
  | 'not-rtsp'
  /** No connection. Data: `address`. */
  | 'rtsp-unreachable'
  /** No answer within the limit. Data: `method`, `afterMs`. */
  | 'rtsp-silent'
  /** The server asked for a name and a password that were missing or wrong. Data: `address`. */
  | 'rtsp-unauthorized'
  /** The server does not know the stream. Data: `address`. */
  | 'rtsp-not-found'
  /** The server refused a request. Data: `method`, `status`, `reason`. */
  | 'rtsp-refused'
  /** The server offers no stream in an encoding that we know. Data: `address`. */
  | 'rtsp-no-stream'
  /** The connection ended, or packets stopped coming. Data: `address`. */
  | 'rtsp-lost'
  /** The port of a server is taken or not allowed. Data: `port`. */
  | 'rtsp-port-unavailable';

/** A failure of an RTSP client or server. */
export class RtspError extends CodedError<RtspErrorCode> {}
