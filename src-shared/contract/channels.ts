// Channels that the running script registered, and the fixed ones.

import type { ChannelEvent, ChannelInfo } from '../device/channel.ts';
import { defineService, method } from '../rpc/service.ts';
import { bytes, nonNegativeInteger, nothing, objectOf, v } from '../rpc/schema.ts';

const channelInfo = objectOf<ChannelInfo>({
  id: nonNegativeInteger,
  name: v.string(),
  readable: v.boolean(),
  writable: v.boolean(),
  lockable: v.boolean(),
  dynamic: v.boolean(),
});

export const channelsService = defineService({
  methods: {
    list: method(nothing, v.array(channelInfo)),
    /** Reads all available bytes, or `size` bytes. */
    read: method(v.object({ id: nonNegativeInteger, size: v.optional(nonNegativeInteger) }), bytes),
    write: method(v.object({ id: nonNegativeInteger, data: bytes }), nothing),
  },
  events: {
    list: v.array(channelInfo),
    channelEvent: objectOf<ChannelEvent>({ channelId: nonNegativeInteger, code: nonNegativeInteger }),
  },
});
