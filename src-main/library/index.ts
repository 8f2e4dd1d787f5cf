// The public surface of `viewfinder/camera`.

export { Camera } from './camera.ts';
export type { CameraEvent, HostStats } from './camera-events.ts';
export type { ChannelFrameOptions, FrameOptions, StreamingOptions } from './frame-stream.ts';
export type { CameraOptions, LinkOptions } from './camera-options.ts';
export { frameToRgb, type CameraFrame } from './camera-frame.ts';
export type { ChannelInfo, ChannelPicture } from '../../src-shared/device/channel.ts';
export type { ChannelDescription, DeviceStatsReport } from './numbered-channels.ts';
export type { Frame, FrameImage as Picture } from '../../src-shared/picture/frame.ts';
export { PictureError, type PictureErrorCode } from '../../src-shared/picture/picture-error.ts';
export type { SystemReport, VersionReport } from './system-report.ts';

export type { ByteTransport } from '../transports/api/byte-transport.ts';
export { TransportError, type TransportErrorCode } from '../transports/api/transport-error.ts';
export { CameraError, type CameraErrorCode } from '../camera/camera-error.ts';
export type { ConnectOptions } from '../camera/camera.ts';
export type { CallOptions } from '../camera/facets.ts';
export type { CameraDetail, CameraIdentity, DetailKey } from '../../src-shared/device/identity.ts';
export type { CameraState, StateChange } from '../../src-shared/device/state.ts';
export type { FrameEncoding } from '../../src-shared/picture/encoding.ts';
export type { Board, BoardTable, Sensor } from '../../src-shared/device/boards.ts';
export type { ReadSequence } from '../camera/openmv/stream/frame-reader.ts';

export { CodedError } from '../../src-shared/lib/coded-error.ts';
export type { Clock } from '../../src-shared/lib/clock.ts';
export type { Disposable } from '../../src-shared/lib/disposable.ts';
export type { Listen } from '../../src-shared/lib/emitter.ts';
export { ChannelFlag, ChannelId, eventNotify, Opcode, Status, SystemEvent } from '../../src-shared/openmv/constants.ts';
export { PixelFormat, pixelFormatName } from '../../src-shared/picture/pixel-format.ts';
export { ProtocolError, type ProtocolErrorCode } from '../../src-shared/openmv/protocol-error.ts';
export type { ProfileRecord } from '../../src-shared/openmv/profile-record.ts';
export { MemoryType, type MemoryPool, type VersionTriple } from '../../src-shared/openmv/payloads.ts';
