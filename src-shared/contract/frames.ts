// The preview. Frames have a separate lane with credits, so that they never delay a call: in the browser a streamed HTTP
// response, in Electron a message port. This file has the calls that control it; frame-lane.ts has its bytes.

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

/** The source of the preview: the camera's own stream, or a channel that the script registered under this name. */
export const frameSource = v.variant('kind', [
  v.object({ kind: v.literal('stream') }),
  v.object({ kind: v.literal('channel'), name: shortText, picture: channelPicture }),
]);
export type FrameSource = Infer<typeof frameSource>;

const frameCounters = v.object({
  received: nonNegativeInteger,
  /** Lost on the way from the camera (overflow on the device, damage on the wire). */
  droppedByCamera: nonNegativeInteger,
  /** Replaced by a newer frame before the page had credit. */
  droppedByHost: nonNegativeInteger,
  bytes: nonNegativeInteger,
});

export const framesService = defineService({
  methods: {
    /**
     * Opens this connection's lane; a second call replaces the first. In the browser: fetch `/frames/<lane>`. Rejects with
     * `frame-lane-limit` if the lanes of one browser would use up its connections.
     */
    openLane: method(nothing, v.object({ lane: v.string() })),
    /** Ends the lane, as a hidden page does. */
    closeLane: method(v.object({ lane: shortText }), nothing),
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
