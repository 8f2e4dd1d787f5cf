// The optional parts of a camera. A driver offers a facet if its protocol has what the facet needs; `CameraFeatures` says
// whether the connected firmware supports it. Every method rejects with a CameraError or a TransportError.

import type { ChannelEvent, ChannelInfo } from '../../src-shared/device/channel.ts';
import type { StreamSettings } from '../../src-shared/device/stream-settings.ts';
import type { Listen } from '../../src-shared/lib/emitter.ts';

/** Options of every call. */
export interface CallOptions {
  /** Aborting it rejects the call with its reason; the camera stays usable. */
  readonly signal?: AbortSignal;
}

/** The stream of frames while a script runs. */
export interface PreviewFacet {
  /** Kept for later connections; takes effect when the call resolves. */
  configure(settings: StreamSettings, options?: CallOptions): Promise<void>;
}

/** Options of a read from a channel. */
export interface ReadOptions extends CallOptions {
  /** Bytes; default: what the channel offers now. */
  readonly size?: number;
  /**
   * Never reads a byte twice: rejects with `out-of-sync` if a piece was lost. For channels whose bytes change once the
   * last one has been read.
   */
  readonly once?: boolean;
}

/** Numbered resources that scripts and firmware offer. */
export interface ChannelsFacet {
  /** As last listed; empty while not connected. */
  readonly list: readonly ChannelInfo[];
  /** Ids of the channels that have something to read; for a script's channel, the result of its backend's `poll`. */
  ready(options?: CallOptions): Promise<ReadonlySet<number>>;
  read(id: number, options?: ReadOptions): Promise<Uint8Array>;
  write(id: number, data: Uint8Array, options?: CallOptions): Promise<void>;
  readonly onChange: Listen<readonly ChannelInfo[]>;
  /** Events of channels that scripts registered. */
  readonly onEvent: Listen<ChannelEvent>;
}

/** The profiler's counts as received. */
export type ProfileReading =
  /** Whole records of `recordSize` bytes: 40, and 8 for each event counter. */
  | { readonly kind: 'records'; readonly recordSize: number; readonly bytes: Uint8Array }
  /** Nothing has been counted since the last reset. */
  | { readonly kind: 'empty' }
  /** Other users hold the camera's lock all the time; try again. */
  | { readonly kind: 'busy' };

/** Function profiler of firmware that was built with it. All calls except `counterCount` and `read` clear the counts. */
export interface ProfilerFacet {
  /** Event counters of each record. */
  counterCount(options?: CallOptions): Promise<number>;
  /**
   * The camera drops samples while it is read. Rejects with `profile-lost`, and with the ProtocolErrors `bad-record-size` and
   * `too-many-records`.
   */
  read(options?: CallOptions): Promise<ProfileReading>;
  /** Exclusive times leave out the callees. */
  setExclusive(exclusive: boolean, options?: CallOptions): Promise<void>;
  /** Binds a counter to an event of the processor's PMU. */
  setEvent(counter: number, event: number, options?: CallOptions): Promise<void>;
  reset(options?: CallOptions): Promise<void>;
}

/** A memory of the camera, in bytes. */
export interface MemoryUse {
  /** The heap of MicroPython, a memory pool of the firmware, or a memory that the driver does not know. */
  readonly kind: 'heap' | 'pool' | 'other';
  readonly totalBytes: number;
  readonly usedBytes: number;
}

/** Free and used memory. */
export interface MemoryFacet {
  /** Undefined if the firmware does not report it. */
  read(options?: CallOptions): Promise<readonly MemoryUse[] | undefined>;
}

/** A file or folder on the camera. */
export interface DeviceFile {
  readonly name: string;
  readonly folder: boolean;
  /** 0 for folders. */
  readonly sizeBytes: number;
}

/** Files on the camera. Paths are absolute, with slashes. */
export interface FilesFacet {
  list(path: string, options?: CallOptions): Promise<readonly DeviceFile[]>;
  read(path: string, options?: CallOptions): Promise<Uint8Array>;
  /** Replaces the file in one step: it has either its old or its new content. */
  write(path: string, data: Uint8Array, options?: CallOptions): Promise<void>;
  rename(from: string, to: string, options?: CallOptions): Promise<void>;
  remove(path: string, options?: CallOptions): Promise<void>;
}

/** Keys for the running script or the REPL. */
export interface ConsoleFacet {
  send(text: Uint8Array, options?: CallOptions): Promise<void>;
}

/** A virtual touch screen. */
export interface TouchFacet {
  /** Pixels of the frame that the person sees. */
  send(touch: { readonly x: number; readonly y: number; readonly down: boolean }, options?: CallOptions): Promise<void>;
}

/** Any request of the driver's protocol, for diagnostics. */
export interface RawFacet {
  /** `target`: the channel of a protocol that has channels. Resolves with the payload of the reply. */
  request(opcode: number, target: number, payload: Uint8Array, options?: CallOptions): Promise<Uint8Array>;
}
