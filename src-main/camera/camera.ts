// What the host asks of any camera: a core that every driver has, and facets that not every protocol has (facets.ts).
// Above: host, command line, library. Below: the drivers (openmv/ for protocol V2), each over a ByteTransport.

import type { CameraFeatures } from '../../src-shared/device/features.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import type { LinkFigures } from '../../src-shared/device/link-figures.ts';
import type { CameraState, StateChange } from '../../src-shared/device/state.ts';
import type { Listen } from '../../src-shared/lib/emitter.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import type {
  CallOptions,
  ChannelsFacet,
  ConsoleFacet,
  FilesFacet,
  MemoryFacet,
  PreviewFacet,
  ProfilerFacet,
  RawFacet,
  TouchFacet,
} from './facets.ts';

/** How to connect. */
export interface ConnectOptions extends CallOptions {
  /** Stop a script that is already running; default true. False attaches to it. */
  readonly stopRunning?: boolean;
}

/** Why a run ended: by itself, by `stop` or another run, or with the connection. */
export type RunEndReason = 'finished' | 'stopped' | 'disconnected';

/** A run of a script, from its start to the moment at which all of its text has been delivered. */
export type RunEvent = { readonly kind: 'started' } | { readonly kind: 'ended'; readonly reason: RunEndReason };

/**
 * A camera. Every method rejects with a CameraError (or a TransportError) and leaves the camera usable or `disconnected`.
 * No method waits without a limit.
 */
export interface Camera {
  readonly state: CameraState;
  /** Of the connection, or of the last one. */
  readonly identity: CameraIdentity | undefined;
  readonly features: CameraFeatures;
  /** Of the connection, or of the last one. */
  readonly figures: LinkFigures;

  connect(options?: ConnectOptions): Promise<CameraIdentity>;
  /** Stops the preview and closes the port. Never rejects. */
  disconnect(): Promise<void>;
  /** Stops a running script, uploads and starts. Resolves when the camera reports the start. */
  run(source: Uint8Array, options?: CallOptions): Promise<void>;
  /** Resolves when the camera reports the end; has no effect if no script runs. */
  stop(options?: CallOptions): Promise<void>;
  /** Resets the hardware; the connection ends. */
  reset(options?: CallOptions): Promise<void>;

  readonly onStateChange: Listen<StateChange>;
  /** Comes after the state change and after the text that it is about. */
  readonly onRun: Listen<RunEvent>;
  /** stdout of the script, byte for byte, and what the firmware prints between scripts. Valid during the call only. */
  readonly onText: Listen<Uint8Array>;
  readonly onFrame: Listen<Frame>;
  /**
   * A frame was left out: it arrived damaged (`bad-frame-header`), or it is too large for the camera's own buffer
   * (`preview-overflow`). The preview continues.
   */
  readonly onFrameProblem: Listen<Error>;

  readonly preview?: PreviewFacet | undefined;
  readonly channels?: ChannelsFacet | undefined;
  /** Undefined for firmware that was built without it, and while not connected. */
  readonly profiler?: ProfilerFacet | undefined;
  readonly memory?: MemoryFacet | undefined;
  readonly files?: FilesFacet | undefined;
  readonly console?: ConsoleFacet | undefined;
  readonly touch?: TouchFacet | undefined;
  readonly raw?: RawFacet | undefined;
}
