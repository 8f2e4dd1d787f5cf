// `import { Camera } from 'viewfinder/camera'`: an OpenMV camera for applications, with the methods of the official Python
// package in camelCase (docs/camera-api.md maps them) and async iterators. A facade: each group of methods is a part in
// another file. Below: the V2 engine. No Node API, no Electron.

import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import type { CameraState, StateChange } from '../../src-shared/device/state.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { Emitter, type Listen } from '../../src-shared/lib/emitter.ts';
import type { ConnectOptions } from '../camera/camera.ts';
import type { CallOptions } from '../camera/facets.ts';
import type { OpenMvCamera } from '../camera/openmv/openmv-camera.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import type { CameraEvent, HostStats } from './camera-events.ts';
import type { CameraFrame } from './camera-frame.ts';
import { linkSettings, type CameraOptions, type LinkOptions } from './camera-options.ts';
import { createEngine } from './create-engine.ts';
import { EngineAccess } from './engine-access.ts';
import { FrameStream, type ChannelFrameOptions, type FrameOptions, type StreamingOptions } from './frame-stream.ts';
import { iterate } from './iterate.ts';
import { Mailbox } from './mailbox.ts';
import { recentEvents } from './mailbox-policies.ts';
import { NamedChannels } from './named-channels.ts';
import { NamedProfiler } from './named-profiler.ts';
import { NumberedChannels } from './numbered-channels.ts';
import { retryIfFailed } from './retry-if-failed.ts';
import { systemLines, systemReport, versionReport, type SystemReport, type VersionReport } from './system-report.ts';
import { TextStream } from './text-stream.ts';

/**
 * An OpenMV camera (firmware 5, protocol V2). Calls that talk to it reject with a CameraError or a TransportError, take
 * `{ signal }` as their last argument and leave the camera usable; an aborted call rejects with the signal's reason.
 */
export class Camera implements AsyncDisposable {
  /**
   * Wraps a method so that it is called again if the link was resynchronized or the camera restarted during the call.
   * For methods of subclasses, as a decorator or around a function.
   */
  static readonly retryIfFailed = retryIfFailed;

  readonly #engine: OpenMvCamera;
  readonly #access: EngineAccess;
  readonly #byName: NamedChannels;
  readonly #byNumber: NumberedChannels;
  readonly #profiler: NamedProfiler;
  readonly #frames: FrameStream;
  readonly #text: TextStream;
  readonly #events = new Emitter<CameraEvent>();

  /** Every event of the camera, after it has been taken into account here. */
  readonly onEvent: Listen<CameraEvent> = this.#events.event;
  /** Every change of `state`; `disconnected` with the cause of an unexpected disconnect. */
  readonly onStateChange: Listen<StateChange>;
  /** The whole list of channels, whenever scripts register channels or end. */
  readonly onChannelsChange: Listen<readonly ChannelInfo[]>;
  /**
   * A frame was left out: a ProtocolError if its header is invalid, a PictureError if its data is damaged, a CameraError
   * `preview-overflow` if it is too large for the camera's stream buffer.
   */
  readonly onFrameProblem: Listen<Error>;

  /** Opens nothing before `connect`. The camera owns the transport from now on. */
  constructor(transport: ByteTransport, options: CameraOptions = {}) {
    const engine = createEngine(transport, options);
    this.#engine = engine;
    this.#access = new EngineAccess(engine, options.clock ?? systemClock);
    this.#byName = new NamedChannels(this.#access);
    this.#byNumber = new NumberedChannels(this.#access);
    this.#profiler = new NamedProfiler(this.#access);
    this.#frames = new FrameStream(this.#access);
    this.#text = new TextStream(this.#access);
    this.onStateChange = engine.onStateChange;
    this.onChannelsChange = engine.channels.onChange;
    this.onFrameProblem = this.#frames.onProblem;
    engine.onEvent(({ channel, code }) => this.handleEvent(channel, code));
  }

  // ── Connection ─────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Opens the transport and sets up the session. A running script continues unless `stopRunning` is true. Rejects with
   * `not-a-camera`, `unsupported-protocol`, `camera-silent`, `already-connected`, or a TransportError.
   */
  async connect(options: ConnectOptions = {}): Promise<CameraIdentity> {
    this.#frames.clear();
    this.#text.restart();
    return this.#engine.connect({ stopRunning: false, ...options });
  }

  /** Stops the preview and closes the transport. Never rejects. */
  async disconnect(): Promise<void> {
    await this.#engine.disconnect();
  }

  /** `await using camera = …` disconnects at the end of the block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disconnect();
  }

  /** True from the end of `connect` to the end of the connection. */
  isConnected(): boolean {
    return this.#access.isConnected;
  }

  /** What the camera is doing. */
  get state(): CameraState {
    return this.#engine.state;
  }

  /** Undefined before the first connection. */
  get identity(): CameraIdentity | undefined {
    return this.#engine.identity;
  }

  /** Negotiates the link again; `wishes` hold for later connections too. */
  async updateCapabilities(wishes: LinkOptions = {}, options?: CallOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    await this.#engine.renegotiate(linkSettings(wishes), options);
  }

  /**
   * Synchronizes the link and sets the session up again; preview, channels and capabilities stay. Not needed after a link
   * fault, which is repaired without it. Aborting it only ends the wait.
   */
  async resync(options?: CallOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    await this.#engine.resync(options);
  }

  /** Gives way to events that have arrived; they are also handled without it, while the event loop runs. */
  async pollEvents({ signal }: CallOptions = {}): Promise<void> {
    this.#access.requireConnected();
    await this.#access.giveWay(signal);
  }

  // ── Script ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Stops a running script, uploads this one byte for byte (text as UTF-8) and resolves when the camera has started it.
   * Rejects with `script-too-large`, `script-did-not-start`, or as `stop` does.
   */
  exec(script: string | Uint8Array, options?: CallOptions): Promise<void> {
    return this.#engine.run(typeof script === 'string' ? new TextEncoder().encode(script) : script, options);
  }

  /** Resolves when the camera reports the end of the script. Rejects with `script-did-not-stop`. */
  stop(options?: CallOptions): Promise<void> {
    return this.#engine.stop(options);
  }

  /**
   * What the script has printed since the last call, at most the newest million characters; undefined if that is nothing.
   * Rejects with `not-connected` once the connection has ended and everything was read.
   */
  readStdout(options: CallOptions = {}): Promise<string | undefined> {
    return this.#text.read(options);
  }

  /** Text as it arrives, from now to the end of the connection. */
  text(options: CallOptions = {}): AsyncIterable<string> {
    return this.#text.iterate(options);
  }

  // ── Frames ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Switches the preview on or off. It is off until the first call, and stays as it is over restarts of the camera. */
  streaming(enable: boolean, options: StreamingOptions = {}): Promise<void> {
    return this.#frames.configure(enable, options);
  }

  /**
   * The newest frame that was not read yet; undefined if there is none. Rejects with a PictureError if `rgb` fails, and with
   * `not-connected` once the connection has ended and the last frame was read.
   */
  readFrame(options: FrameOptions = {}): Promise<CameraFrame | undefined> {
    return this.#frames.read(options);
  }

  /**
   * Frames as they arrive, from now to the end of the connection. A newer frame replaces one that waits, which counts in
   * `droppedBefore`; so does a frame that `rgb` finds damaged, which `onFrameProblem` reports.
   */
  frames(options: FrameOptions = {}): AsyncIterable<CameraFrame> {
    return this.#frames.iterate(options);
  }

  /**
   * Frames that a script offers on a channel with this name, whenever one is registered, to the end of the connection. Each
   * is read once and to its last byte, when the channel's event or its backend's `poll` announces it. Bytes that are not an
   * image are left out and count in `droppedBefore`; `onFrameProblem` reports them.
   */
  channelFrames(name: string, options: ChannelFrameOptions = {}): AsyncIterable<CameraFrame> {
    return this.#frames.iterateChannel(name, options);
  }

  // ── Channels by name, and the profiler ─────────────────────────────────────────────────────────────────────────

  /** The channels as last listed. */
  get channels(): readonly ChannelInfo[] {
    return this.#byName.list;
  }

  /** Whether the camera has a channel with this name now. */
  readonly hasChannel: NamedChannels['has'] = (...args) => this.#byName.has(...args);
  /** Bytes that a channel offers now; 0 if there is no such channel. */
  readonly channelSize: NamedChannels['size'] = (...args) => this.#byName.size(...args);
  /** Bytes of a channel from the beginning: `size` of them, or all; undefined if there is no such channel. */
  readonly channelRead: NamedChannels['read'] = (...args) => this.#byName.read(...args);
  /** Writes to a channel; false if there is no such channel. Rejects with `out-of-sync` after a link fault. */
  readonly channelWrite: NamedChannels['write'] = (...args) => this.#byName.write(...args);
  /** Whether each channel has something to read, by name. */
  readonly readStatus: NamedChannels['status'] = (...args) => this.#byName.status(...args);
  /** Reloads the list of channels. Not needed after a change that the camera reports. */
  readonly updateChannels: NamedChannels['refresh'] = (...args) => this.#byName.refresh(...args);
  /** The id of a name, or the name of an id; undefined if there is no such channel. */
  readonly getChannel: NamedChannels['find'] = ((key: never, options?: CallOptions) =>
    this.#byName.find(key, options)) as NamedChannels['find'];
  /** Exclusive times leave out the callees. Clears the counts. */
  readonly profilerMode: NamedProfiler['setMode'] = (...args) => this.#profiler.setMode(...args);
  /** Clears the counts and binds the event counters: to the default events, or to these in their order. */
  readonly profilerReset: NamedProfiler['reset'] = (...args) => this.#profiler.reset(...args);
  /** Binds one event counter to an event of the processor's PMU. Clears the counts. */
  readonly profilerEvent: NamedProfiler['setEvent'] = (...args) => this.#profiler.setEvent(...args);
  /** One record per function since the last reset; undefined without a profiler or without data. */
  readonly readProfile: NamedProfiler['read'] = (...args) => this.#profiler.read(...args);

  // ── The camera, and channels by id ─────────────────────────────────────────────────────────────────────────────

  /** Versions of protocol, bootloader and firmware, as read when connecting. Throws `not-connected` before that. */
  version(): VersionReport {
    const { versions } = this.#engine;
    if (versions === undefined) throw this.#access.notConnected();
    return versionReport(versions);
  }

  /** Identity, memories and abilities, as read when connecting. Throws `not-connected` before that. */
  systemInfo(): SystemReport {
    const { systemInfo } = this.#engine;
    if (systemInfo === undefined) throw this.#access.notConnected();
    return systemReport(systemInfo);
  }

  /** Prints what `systemInfo` and the board table say, line by line; to standard error by default. */
  printSystemInfo(print: (line: string) => void = (line) => console.error(line)): void {
    for (const line of systemLines(this.identity, this.systemInfo())) print(line);
  }

  /** What this side has counted, of this connection or the last one. */
  hostStats(): HostStats {
    const { packetsSent: sent, packetsReceived: received, checksumErrors, sequenceErrors } = this.#engine.counters;
    const checked = { checksum: checksumErrors, sequence: sequenceErrors };
    return { sent, received, ...checked, droppedText: this.#text.droppedCharacters };
  }

  /** What the camera has counted since it started. */
  readonly deviceStats: NumberedChannels['deviceStats'] = (...args) => this.#byNumber.deviceStats(...args);
  /** Heap and memory pools, in bytes. Refused by firmware before protocol 1.0.2. */
  readonly memory: NumberedChannels['memory'] = (...args) => this.#byNumber.memory(...args);
  /** Resets the hardware; the connection ends. */
  readonly reset: NumberedChannels['reset'] = (...args) => this.#byNumber.reset(...args);
  /** Starts the bootloader; the connection ends. */
  readonly boot: NumberedChannels['boot'] = (...args) => this.#byNumber.boot(...args);
  /** Any command; resolves with the payload of the reply. Rejects with `request-refused`. */
  readonly sendCommand: NumberedChannels['sendCommand'] = (...args) => this.#byNumber.sendCommand(...args);
  /** The channels as the camera lists them now, by id. */
  readonly listChannels: NumberedChannels['listChannels'] = (...args) => this.#byNumber.listChannels(...args);
  /** Locks a channel between requests; false if the camera does not grant it now. */
  readonly lock: NumberedChannels['lock'] = (...args) => this.#byNumber.lock(...args);
  /** Ends a lock; belongs in `finally`. */
  readonly unlock: NumberedChannels['unlock'] = (...args) => this.#byNumber.unlock(...args);
  /** Up to four numbers whose meaning depends on the channel. */
  readonly shape: NumberedChannels['shape'] = (...args) => this.#byNumber.shape(...args);
  /** A command of a channel, with bytes or 32-bit words; resolves with the reply. */
  readonly ioctl: NumberedChannels['ioctl'] = (...args) => this.#byNumber.ioctl(...args);
  /** Bytes that a channel offers now. */
  readonly size: NumberedChannels['size'] = (...args) => this.#byNumber.size(...args);
  /** Up to `length` bytes from `offset`; fewer if the channel runs dry. */
  readonly read: NumberedChannels['read'] = (...args) => this.#byNumber.read(...args);
  /** Writes all of `data` from `offset` on, in as many packets as needed. */
  readonly write: NumberedChannels['write'] = (...args) => this.#byNumber.write(...args);

  /** Called for every event. A subclass that overrides it calls `super.handleEvent`, which informs the listeners. */
  protected handleEvent(channelId: number, event: number): void {
    this.#events.emit({ channelId, event });
  }

  /** Events as they arrive, from now to the end of the connection. The newest ten thousand wait. */
  events({ signal }: CallOptions = {}): AsyncIterable<CameraEvent> {
    const box = new Mailbox<CameraEvent>(recentEvents);
    return iterate({ box, listen: this.#events.event, onStateChange: this.onStateChange, signal });
  }
}
