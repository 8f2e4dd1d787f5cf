// Finding, connecting and describing cameras. One camera at a time is the current one.

import { defineService, method } from '../rpc/service.ts';
import { nonNegativeInteger, nothing, shortText, v, type Infer } from '../rpc/schema.ts';
import { problem } from './problem.ts';

export const cameraEntry = v.object({
  /** What `connect` takes: "sim", "sim:H7", a serial path, "tcp://host:port", "udp://host:port". */
  id: shortText,
  kind: v.picklist(['sim', 'serial', 'tcp', 'udp', 'replay']),
  /** The given name, else "Simulated OpenMV N6", "OpenMV Cam H7" or the port's name. */
  name: v.string(),
  /** What a person called it by `rename`. */
  givenName: v.optional(v.string()),
  /** Port path, maker, serial number: one line. */
  detail: v.string(),
  /** False for a port that is probably something else. */
  likelyCamera: v.boolean(),
});
export type CameraEntry = Infer<typeof cameraEntry>;

export const cameraStates = ['disconnected', 'connecting', 'idle', 'running', 'rebooting', 'resyncing'] as const;

export const cameraIdentity = v.object({
  board: v.string(),
  serial: v.string(),
  firmware: v.string(),
  protocol: v.string(),
  sensors: v.array(v.string()),
  facts: v.array(v.object({ name: v.string(), value: v.string() })),
});
export type CameraIdentity = Infer<typeof cameraIdentity>;

export const cameraStatus = v.object({
  state: v.picklist(cameraStates),
  /** The entry that is connected, being connected, or was last. */
  entry: v.optional(cameraEntry),
  identity: v.optional(cameraIdentity),
  /** Why the connection ended when nobody asked for it. */
  problem: v.optional(problem),
});
export type CameraStatus = Infer<typeof cameraStatus>;

export const linkQuality = v.object({
  packetsSent: nonNegativeInteger,
  packetsReceived: nonNegativeInteger,
  bytesSent: nonNegativeInteger,
  bytesReceived: nonNegativeInteger,
  checksumErrors: nonNegativeInteger,
  sequenceErrors: nonNegativeInteger,
  resyncs: nonNegativeInteger,
  timeouts: nonNegativeInteger,
  /** How pictures are fetched now. */
  readSequence: v.optional(v.string()),
});
export type LinkQuality = Infer<typeof linkQuality>;

export const cameraService = defineService({
  methods: {
    list: method(nothing, v.array(cameraEntry)),
    /** Connects to an entry of the list or to a typed address; ends a present connection first. */
    connect: method(v.object({ id: shortText, stopRunning: v.optional(v.boolean()) }), cameraStatus),
    disconnect: method(nothing, nothing),
    status: method(nothing, cameraStatus),
    linkQuality: method(nothing, linkQuality),
    /** Gives the camera at an entry a name of its own; it is remembered by serial number. An empty one takes it away. */
    rename: method(v.object({ id: shortText, name: v.pipe(v.string(), v.maxLength(60)) }), nothing),
    /** Hardware reset; the connection ends and comes back by itself. */
    reset: method(nothing, nothing),
  },
  events: {
    status: cameraStatus,
    list: v.array(cameraEntry),
  },
});
