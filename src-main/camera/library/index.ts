// The public surface of `viewfinder/camera`.

export {
  Camera,
  type CameraEvent,
  type ChannelFrameOptions,
  type FrameOptions,
  type HostStats,
  type StreamingOptions,
} from './camera.ts';
export type { CameraOptions, LinkOptions } from './camera-options.ts';
export { frameToRgb, type CameraFrame } from './camera-frame.ts';
export { ChannelAccess } from './channel-access.ts';
export type { ChannelPicture } from './channel-picture.ts';
export { DeviceAccess, type ChannelDescription, type DeviceStatsReport } from './device-access.ts';
export type { Picture } from './picture-pixels.ts';
export { PictureError, type PictureErrorCode } from './picture-error.ts';
export type { SystemReport, VersionReport } from './system-report.ts';

export type { ByteTransport } from '../byte-transport.ts';
export { TransportError, type TransportErrorCode } from '../transport-error.ts';
export { CameraError, type CameraErrorCode } from '../camera-error.ts';
export type {
  CallOptions,
  CameraIdentity,
  CameraState,
  ChannelInfo,
  ConnectOptions,
  Frame,
  StateChange,
} from '../camera.ts';
export type { Board, BoardTable, Sensor } from '../openmv/board-table.ts';
export type { ReadSequence } from '../openmv/frame-reader.ts';

export { CodedError } from '../../../src-shared/lib/coded-error.ts';
export type { Clock } from '../../../src-shared/lib/clock.ts';
export type { Disposable } from '../../../src-shared/lib/disposable.ts';
export type { Listen } from '../../../src-shared/lib/emitter.ts';
export {
  ChannelFlag,
  ChannelId,
  eventNotify,
  Opcode,
  Status,
  SystemEvent,
} from '../../../src-shared/protocol/constants.ts';
export { PixelFormat, pixelFormatName } from '../../../src-shared/protocol/pixel-format.ts';
export { ProtocolError, type ProtocolErrorCode } from '../../../src-shared/protocol/protocol-error.ts';
export type { ProfileRecord } from '../../../src-shared/protocol/profile-record.ts';
export { MemoryType, type MemoryPool, type VersionTriple } from '../../../src-shared/protocol/payloads.ts';
