// What the host asks of any camera, whatever protocol it speaks. Drivers: openmv/ (protocol V2); later usbdbg/, canmv/.
// Above: src-main/host and src-main/cli. Below: each driver's link over a ByteTransport.

import type { Listen } from '../../src-shared/lib/emitter.ts';

/** What a camera does, as far as the host knows. */
export type CameraState =
  /** Not connected, or the connection ended; `onStateChange` carries the error when it was not asked for. */
  | 'disconnected'
  | 'connecting'
  /** Connected; no script runs. */
  | 'idle'
  | 'running'
  /** Soft reboot after a script ended; requests are held until it is over. */
  | 'rebooting'
  /** The link is being put right after lost or wrong packets. */
  | 'resyncing';

/** A new state. */
export interface StateChange {
  readonly state: CameraState;
  /** Why it is `disconnected`, when nobody asked for it: a CameraError or a TransportError. */
  readonly error?: Error;
}

/** Who the camera is; fixed for the length of a connection. */
export interface CameraIdentity {
  /** "OpenMV N6", "OpenMV Cam H7", … from the board table; the port's name when unknown. */
  readonly board: string;
  /** Unique id in hexadecimal. */
  readonly serial: string;
  /** "5.0.0" */
  readonly firmware: string;
  /** "openmv-v2 1.0.2" */
  readonly protocol: string;
  /** Names of the sensors found. */
  readonly sensors: readonly string[];
  /** Rows for the camera-info panel, in order. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** One image as it came over the wire, header taken off. */
export interface Frame {
  /** Counts frames of this connection from 1. */
  readonly sequence: number;
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  /** `PixelFormat` of src-shared/openmv */
  readonly format: number;
  /** Pixels or file bytes; owned by the receiver. */
  readonly data: Uint8Array;
  /** The script's own rate, frames a second; 0 until known. */
  readonly cameraFps: number;
  /** When the camera announced it, in monotonic milliseconds of the host. */
  readonly eventAtMs: number;
  /** When its last byte came, in the same milliseconds. */
  readonly receivedAtMs: number;
  /** Frames that the camera dropped or that failed their checks since the previous one. */
  readonly droppedBefore: number;
}

export interface StreamSettings {
  readonly enabled: boolean;
  /** Raw pixels instead of JPEG. */
  readonly raw: boolean;
  /** Largest raw picture in pixels; larger ones are scaled by the camera. */
  readonly rawSize?: { readonly width: number; readonly height: number };
  /** Sensor that feeds the preview; undefined leaves the script's choice. */
  readonly sensorChipId?: number;
  /** Fetch pictures as every client does, which is slower: for firmware that the faster ways do not suit. */
  readonly compatible?: boolean;
}

/** A channel as last listed. */
export interface ChannelInfo {
  /** 0 to 31; given anew after each restart of the camera. */
  readonly id: number;
  /** At most 13 bytes; not unique. */
  readonly name: string;
  /** Has bytes to read. */
  readonly readable: boolean;
  /** Takes bytes. */
  readonly writable: boolean;
  /** Can be locked. */
  readonly lockable: boolean;
  /** Registered by the script; gone when it ends. */
  readonly dynamic: boolean;
}

export interface LinkQuality {
  readonly packetsSent: number;
  readonly packetsReceived: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly checksumErrors: number;
  readonly sequenceErrors: number;
  readonly resyncs: number;
  readonly timeouts: number;
  /** In which sequence of requests pictures are fetched now; undefined while not connected. */
  readonly readSequence?: string;
}

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
  readonly linkQuality: LinkQuality;
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
  readonly onChannelEvent: Listen<{ readonly channelId: number; readonly code: number }>;
}
