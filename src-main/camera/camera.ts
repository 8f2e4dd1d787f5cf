// What the host asks of any camera, whatever protocol it speaks. Drivers: openmv/ (protocol V2); later usbdbg/, canmv/.
// Above: src-main/host and src-main/cli. Below: each driver's link over a ByteTransport.

import type { ChannelEvent, ChannelInfo } from '../../src-shared/device/channel.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import type { LinkFigures } from '../../src-shared/device/link-figures.ts';
import type { CameraState, StateChange } from '../../src-shared/device/state.ts';
import type { StreamSettings } from '../../src-shared/device/stream-settings.ts';
import type { Listen } from '../../src-shared/lib/emitter.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';

// The drivers' files import these from here until they have moved.
export type { CameraState, ChannelInfo, Frame, StateChange, StreamSettings };

/** A snapshot of the profiler as it came over the wire. */
export type ProfileReading =
  /** Whole records; `recordSize` is what the camera says it is, 40 + 8·n bytes. */
  | { readonly kind: 'records'; readonly recordSize: number; readonly bytes: Uint8Array }
  /** Nothing was counted since the last reset. */
  | { readonly kind: 'empty' }
  /** Others use the camera's lock without pause; try again. */
  | { readonly kind: 'busy' };

/** Of firmware that was built with the profiler. All but reading clears the counted data. */
export interface CameraProfiler {
  /** PMU counters of each record. */
  counterCount(options?: CallOptions): Promise<number>;
  /**
   * The camera drops samples meanwhile. Rejects with `profile-lost`, and with the ProtocolErrors `bad-record-size` and
   * `too-many-records`.
   */
  read(options?: CallOptions): Promise<ProfileReading>;
  /** Exclusive times leave out the functions that were called. */
  setExclusive(exclusive: boolean, options?: CallOptions): Promise<void>;
  setEvent(counter: number, event: number, options?: CallOptions): Promise<void>;
  reset(options?: CallOptions): Promise<void>;
}

/** What every call takes. */
export interface CallOptions {
  /** Aborting it rejects the call with its reason; the camera stays usable. */
  readonly signal?: AbortSignal;
}

export interface ReadOptions extends CallOptions {
  /** Bytes; undefined: what the channel has now. */
  readonly size?: number;
  /**
   * Reads no byte a second time: rejects with `out-of-sync` where a piece was lost. For channels whose bytes change once
   * the last one has been read.
   */
  readonly once?: boolean;
}

/** How to connect. */
export interface ConnectOptions extends CallOptions {
  /** Stop a script that is already running; default true. False attaches to it. */
  readonly stopRunning?: boolean;
}

/**
 * A camera. Every method rejects with a CameraError (or a TransportError) and leaves the camera usable or
 * `disconnected`; none waits without a limit.
 */
export interface Camera {
  readonly state: CameraState;
  readonly identity: CameraIdentity | undefined;
  readonly channels: readonly ChannelInfo[];
  readonly figures: LinkFigures;
  /** Undefined for firmware built without it, and while not connected. */
  readonly profiler?: CameraProfiler | undefined;

  connect(options?: ConnectOptions): Promise<CameraIdentity>;
  /** Ends streaming and closes the port. Never rejects. */
  disconnect(): Promise<void>;
  /** Stops what runs, uploads and starts. Resolves when the camera reports the start. */
  run(source: Uint8Array, options?: CallOptions): Promise<void>;
  /** Resolves when the camera reports the end; harmless when nothing runs. */
  stop(options?: CallOptions): Promise<void>;
  setStream(settings: StreamSettings, options?: CallOptions): Promise<void>;
  /** Ids of the channels that say they have something; a script's channel says what its backend's `poll` returns. */
  readyChannels(options?: CallOptions): Promise<ReadonlySet<number>>;
  readChannel(id: number, options?: ReadOptions): Promise<Uint8Array>;
  writeChannel(id: number, data: Uint8Array, options?: CallOptions): Promise<void>;
  /** Hardware reset; the connection ends. */
  reset(options?: CallOptions): Promise<void>;

  readonly onStateChange: Listen<StateChange>;
  readonly onFrame: Listen<Frame>;
  /**
   * A picture was left out because it came damaged (`bad-frame-header`), or did not come because it is too large for the
   * camera's own buffer (`preview-overflow`). The stream goes on.
   */
  readonly onFrameProblem?: Listen<Error>;
  /** stdout of the script, byte for byte; valid during the call only. */
  readonly onText: Listen<Uint8Array>;
  readonly onChannelsChange: Listen<readonly ChannelInfo[]>;
  readonly onChannelEvent: Listen<ChannelEvent>;
}
