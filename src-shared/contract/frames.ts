// The picture. Frames have a lane of their own with credits, so that they never delay a call: in the browser a streamed
// HTTP response, in Electron a message port. This file holds the lane's bytes and the calls that steer it.

import { rawChannelFormats, type ChannelPicture } from '../device/channel.ts';
import type { StreamSettings } from '../device/stream-settings.ts';
import { defineService, method } from '../rpc/service.ts';
import { nonNegativeInteger, nothing, objectOf, shortText, v, type Infer, type Schema } from '../rpc/schema.ts';

/** Also the shape of the stored settings. */
export const streamSettings = objectOf<StreamSettings>({
  enabled: v.boolean(),
  raw: v.boolean(),
  rawSize: v.exactOptional(v.object({ width: nonNegativeInteger, height: nonNegativeInteger })),
  sensorChipId: v.exactOptional(nonNegativeInteger),
  compatible: v.exactOptional(v.boolean()),
});

/** Pixels; as large as a frame of the stream may be. */
const pictureSide = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8192));

export const channelPicture: Schema<ChannelPicture> = v.variant('format', [
  v.object({ format: v.literal('file') }),
  v.object({ format: v.picklist(rawChannelFormats), width: pictureSide, height: pictureSide }),
]);

/** What feeds the preview: the camera's own stream, or a channel that the script registered under this name. */
export const frameSource = v.variant('kind', [
  v.object({ kind: v.literal('stream') }),
  v.object({ kind: v.literal('channel'), name: shortText, picture: channelPicture }),
]);
export type FrameSource = Infer<typeof frameSource>;

const frameCounters = v.object({
  received: nonNegativeInteger,
  /** Lost on the way from the camera (overflow on the device, damage on the wire). */
  droppedByCamera: nonNegativeInteger,
  /** Newer one came before the page had credit. */
  droppedByHost: nonNegativeInteger,
  bytes: nonNegativeInteger,
});

export const framesService = defineService({
  methods: {
    /** Opens this connection's lane; a second call replaces the first. In the browser: fetch `/frames/<lane>`. */
    openLane: method(nothing, v.object({ lane: v.string() })),
    /** Allows the host to send this many more frames; at most 8 are kept. */
    credit: method(
      v.object({ lane: v.string(), count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)) }),
      nothing,
    ),
    settings: method(nothing, streamSettings),
    /** Kept for the next connections as well. */
    setSettings: method(streamSettings, nothing),
    /** For all pages, until the host ends. While a channel is the source the camera's own stream is off. */
    source: method(nothing, frameSource),
    setSource: method(frameSource, nothing),
    counters: method(nothing, frameCounters),
  },
  events: {
    settings: streamSettings,
    source: frameSource,
  },
});

/** One frame on the lane: this header, then `dataBytes` bytes. All little-endian. */
export const laneHeaderSize = 64;
const laneMagic = 0x31464656; // "VFF1"

export interface LaneFrameHeader {
  /** Sequence of the frame in its connection, from 1. */
  readonly sequence: number;
  readonly width: number;
  readonly height: number;
  /** `PixelFormat` */
  readonly format: number;
  readonly dataBytes: number;
  readonly cameraFps: number;
  /** Wall-clock milliseconds (Date.now) of the device's event and of the frame's last byte on the host. */
  readonly eventAtMs: number;
  readonly receivedAtMs: number;
  /** Totals of this connection. */
  readonly droppedByCamera: number;
  readonly droppedByHost: number;
}

export function encodeLaneHeader(header: LaneFrameHeader): Uint8Array<ArrayBuffer> {
  const headerBytes = new Uint8Array(laneHeaderSize);
  const view = new DataView(headerBytes.buffer);
  view.setUint32(0, laneMagic, true);
  view.setUint32(4, header.sequence, true);
  view.setUint32(8, header.width, true);
  view.setUint32(12, header.height, true);
  view.setUint32(16, header.format, true);
  view.setUint32(20, header.dataBytes, true);
  view.setFloat64(24, header.eventAtMs, true);
  view.setFloat64(32, header.receivedAtMs, true);
  view.setFloat32(40, header.cameraFps, true);
  view.setUint32(44, header.droppedByCamera, true);
  view.setUint32(48, header.droppedByHost, true);
  return headerBytes;
}

/** Undefined when the bytes are not a lane header. */
export function decodeLaneHeader(headerBytes: Uint8Array): LaneFrameHeader | undefined {
  if (headerBytes.length < laneHeaderSize) return undefined;
  const view = new DataView(headerBytes.buffer, headerBytes.byteOffset, headerBytes.byteLength);
  if (view.getUint32(0, true) !== laneMagic) return undefined;
  return {
    sequence: view.getUint32(4, true),
    width: view.getUint32(8, true),
    height: view.getUint32(12, true),
    format: view.getUint32(16, true),
    dataBytes: view.getUint32(20, true),
    eventAtMs: view.getFloat64(24, true),
    receivedAtMs: view.getFloat64(32, true),
    cameraFps: view.getFloat32(40, true),
    droppedByCamera: view.getUint32(44, true),
    droppedByHost: view.getUint32(48, true),
  };
}
