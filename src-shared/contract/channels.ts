// Channels that the running script registered, and the fixed ones.

import { defineService, method } from '../rpc/service.ts';
import { bytes, nonNegativeInteger, nothing, v, type Infer } from '../rpc/schema.ts';

export const channelInfo = v.object({
  id: nonNegativeInteger,
  name: v.string(),
  readable: v.boolean(),
  writable: v.boolean(),
  lockable: v.boolean(),
  dynamic: v.boolean(),
});
export type ChannelInfo = Infer<typeof channelInfo>;

export const channelsService = defineService({
  methods: {
    list: method(nothing, v.array(channelInfo)),
    /** Reads what is there, or `size` bytes. */
    read: method(v.object({ id: nonNegativeInteger, size: v.optional(nonNegativeInteger) }), bytes),
    write: method(v.object({ id: nonNegativeInteger, data: bytes }), nothing),
  },
  events: {
    list: v.array(channelInfo),
    channelEvent: v.object({ channelId: nonNegativeInteger, code: nonNegativeInteger }),
  },
});
