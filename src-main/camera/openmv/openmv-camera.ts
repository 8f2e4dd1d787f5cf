// An OpenMV camera with protocol V2 as a `Camera`, from connecting to the end of the connection. Under it: session.ts, one
// for each connection. Over it: the host and the CLI.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { ChannelId, Opcode, protocolLine } from '../../../src-shared/openmv/constants.ts';
import type { ChannelEntry, SystemInfo, Versions } from '../../../src-shared/openmv/payloads.ts';
import type { ByteTransport } from '../../transports/api/byte-transport.ts';
import { CameraError } from '../camera-error.ts';
import type { Camera, ConnectOptions } from '../camera.ts';
import type { CallOptions, PreviewFacet, ProfilerFacet, RawFacet } from '../facets.ts';
import { alreadyConnected, ConnectAttempts } from '../kit/connect-attempts.ts';
import { RunWatch } from '../kit/run-watch.ts';
import type { CameraIdentity } from '../../../src-shared/device/identity.ts';
import type { CameraState } from '../../../src-shared/device/state.ts';
import type { ChannelInfo } from '../../../src-shared/device/channel.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import type { LinkFigures } from '../../../src-shared/device/link-figures.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import { emptyBoardTable, type BoardTable } from '../../../src-shared/device/boards.ts';
import type { CameraFeatures } from '../../../src-shared/device/features.ts';
import { openMvText } from '../../../src-shared/text/device-text.ts';
import { OpenMvChannels } from './openmv-channels.ts';
import { OpenMvConnection } from './openmv-connection.ts';
import { openMvFeatures } from './openmv-features.ts';
import { OpenMvMemory } from './openmv-memory.ts';
import type { DeviceCommands } from './requests/device-commands.ts';
import type { DeviceFacts } from './session/device-facts.ts';
import type { ReadSequence } from './stream/frame-reader.ts';
import { LinkCounters } from './link/link-counters.ts';
import type { LinkSettings } from './link/link-settings.ts';
import type { DeviceEvent } from './link/link.ts';
import { OpenMvProfiler } from './profiler.ts';
import { settleLimitMs } from './script/script-runner.ts';
import { Session } from './session/session.ts';
import { StateTracker } from '../kit/state-tracker.ts';
import { StreamControl } from './stream/stream-control.ts';

export interface OpenMvSettings extends LinkSettings {
  /** How frames are read; undefined chooses the fastest that works. */
  readonly readSequence: ReadSequence | undefined;
  /** What the stream is set to until `setStream` says otherwise; enabled, JPEG without it. */
  readonly stream: StreamSettings;
}

export interface OpenMvCameraOptions {
  readonly transport: ByteTransport;
  readonly clock: Clock;
  /** Names of boards and sensors; assets/boards/boards.json. */
  readonly boards?: BoardTable;
  readonly settings?: Partial<OpenMvSettings>;
}

export class OpenMvCamera implements Camera {
  readonly #options: OpenMvCameraOptions;
  #settings: Partial<OpenMvSettings>;
  readonly #state: StateTracker;
  readonly #stream: StreamControl;
  readonly #connection = new OpenMvConnection();
  readonly #runs: RunWatch;
  readonly #frames = new Emitter<Frame>();
  readonly #frameProblems = new Emitter<Error>();
  readonly #text = new Emitter<Uint8Array>();
  readonly #events = new Emitter<DeviceEvent>();

  readonly onStateChange: Camera['onStateChange'];
  readonly onRun: Camera['onRun'];
  readonly onFrame = this.#frames.event;
  readonly onFrameProblem = this.#frameProblems.event;
  readonly onText = this.#text.event;
  /** Every event of the device, system channels included. */
  readonly onEvent = this.#events.event;

  readonly preview: PreviewFacet = {
    configure: (settings, options = {}) => this.#connection.use((session) => session.setStream(settings, options)),
  };
  readonly channels = new OpenMvChannels(this.#connection);
  readonly memory = new OpenMvMemory(this.#connection);
  readonly raw: RawFacet = {
    request: (opcode, target, payload, options) =>
      this.#connection.use(({ commands }) => commands.sendCommand(opcode, target, payload, options)),
  };

  readonly #attempts = new ConnectAttempts();
  #facts: DeviceFacts | undefined;
  #counters = new LinkCounters();
  #closing: Promise<void> | undefined;

  constructor(options: OpenMvCameraOptions) {
    this.#options = options;
    this.#settings = options.settings ?? {};
    this.#state = new StateTracker(options.clock);
    this.#stream = new StreamControl(this.#settings.stream ?? { enabled: true, raw: false });
    this.#runs = new RunWatch(options.clock, openMvText);
    this.onStateChange = this.#state.onChange;
    this.onRun = this.#runs.onRun;
    this.#state.onChange(({ state }) => this.#runs.noteState(state));
  }

  get state(): CameraState {
    return this.#state.state;
  }

  /** Of the connection, or of the last one. */
  get identity(): CameraIdentity | undefined {
    return this.#currentFacts?.identity;
  }

  get features(): CameraFeatures {
    const connected = this.#connection.session !== undefined;
    return connected ? { ...openMvFeatures, profiler: this.profiler !== undefined } : openMvFeatures;
  }

  /** The channels with their flags as the device reports them. */
  get channelEntries(): readonly ChannelEntry[] {
    return this.#connection.session?.registry.entries ?? [];
  }

  /** Of the connection, or of the last one. */
  get figures(): LinkFigures {
    const { readSequence } = this;
    return { ...this.#counters.snapshot(), ...(readSequence !== undefined && { readSequence }) };
  }

  /** The same under the names of protocol V2; they count on. */
  get counters(): Readonly<LinkCounters> {
    return this.#counters;
  }

  /** Typed requests by channel id, for the time of this connection. Throws `not-connected`. */
  get commands(): DeviceCommands {
    return this.#connection.require().commands;
  }

  get profiler(): ProfilerFacet | undefined {
    const session = this.#connection.session;
    const channel = session?.commands.profileChannel(session.registry.entries);
    return channel === undefined ? undefined : new OpenMvProfiler(this.commands, channel);
  }

  /** As reported when the connection began. */
  get systemInfo(): SystemInfo | undefined {
    return this.#currentFacts?.info;
  }

  get versions(): Versions | undefined {
    return this.#currentFacts?.versions;
  }

  /** The sequence of requests in which frames are read now. */
  get readSequence(): ReadSequence | undefined {
    return this.#connection.session?.framePump.readSequence;
  }

  /** False where it was agreed that the device sends no events: then nobody tells of new channels. */
  get reportsEvents(): boolean {
    return this.#connection.session?.link.capabilities?.events !== false;
  }

  /** Why the last connection ended, when nobody asked for it. */
  get lostError(): Error | undefined {
    return this.#connection.lostError;
  }

  /** Rejects with `not-connected` if `disconnect` ends it, at any moment. */
  async connect(options: ConnectOptions = {}): Promise<CameraIdentity> {
    if (this.state !== 'disconnected' && !this.#attempts.disconnecting) throw alreadyConnected();
    await this.#attempts.connect(options.signal, async (signal) => {
      await this.#closing;
      signal.throwIfAborted();
      try {
        await this.#establish(signal, options.stopRunning !== false);
      } catch (error) {
        const cause = this.#connection.lostError ?? error;
        await this.#end(undefined);
        throw cause;
      }
    });
    return this.identity!;
  }

  /** Ends the connection, or the attempt to connect. */
  disconnect(): Promise<void> {
    return this.#attempts.disconnect(async () => {
      await this.#connection.session?.stopStreamBeforeClose();
      await this.#end(undefined);
    });
  }

  async #establish(signal: AbortSignal, stopRunning: boolean): Promise<void> {
    this.#connection.lostError = undefined;
    this.#facts = undefined;
    this.#state.set('connecting');
    const { transport } = this.#options;
    await transport.open(signal);
    await transport.line?.configure(protocolLine, signal);
    signal.throwIfAborted();
    const session = this.#createSession();
    await session.start(signal);
    await this.#waitSettled(signal);
    if (!stopRunning) return;
    this.#runs.noteStop();
    await session.runner.stop({ signal });
    await this.#waitSettled(signal);
  }

  async run(source: Uint8Array, options: CallOptions = {}): Promise<void> {
    const before = this.#runs.starts;
    this.#runs.noteStop();
    await this.#connection.use((session) => session.run(source, options));
    this.#runs.noteAccepted(before);
  }

  stop(options: CallOptions = {}): Promise<void> {
    this.#runs.noteStop();
    return this.#connection.use((session) => session.runner.stop(options));
  }

  /** Reads the list of channels anew. */
  refreshChannels(options?: CallOptions): Promise<readonly ChannelInfo[]> {
    return this.#connection.use((session) => session.refreshChannels(options));
  }

  /** Synchronises the link anew; resolves when the session is set up again. */
  resync(options: CallOptions = {}): Promise<void> {
    return this.#connection.use(async ({ link }) => {
      await link.resync(options.signal);
      await this.#waitSettled(options.signal);
    });
  }

  /** Synchronises anew with other wishes, which hold for later connections too; resolves as `resync` does. */
  async renegotiate(wishes: Partial<LinkSettings>, options: CallOptions = {}): Promise<void> {
    this.#settings = { ...this.#settings, ...wishes };
    this.#connection.require().link.configure(wishes);
    await this.resync(options);
  }

  reset(): Promise<void> {
    return this.#leave(Opcode.sysReset);
  }

  /** Jumps to the bootloader; the connection ends. */
  boot(): Promise<void> {
    return this.#leave(Opcode.sysBoot);
  }

  async #leave(opcode: number): Promise<void> {
    await this.#connection.use(({ link }) => link.post({ opcode, channel: ChannelId.transport }));
    await this.#end(undefined);
  }

  #createSession(): Session {
    const { transport, clock, boards = emptyBoardTable } = this.#options;
    const settings = this.#settings;
    const session = new Session({
      transport,
      clock,
      boards,
      settings,
      readSequence: settings.readSequence,
      stream: this.#stream,
      state: this.#state,
      onFrame: (frame) => this.#frames.emit(frame),
      onFrameProblem: (error) => this.#frameProblems.emit(error),
      onText: (bytes) => {
        this.#text.emit(bytes);
        this.#runs.noteText(bytes);
      },
      onPreviewOverflow: () => this.#frameProblems.emit(this.#previewOverflow()),
      onChannels: (channels) => this.channels.noteList(channels),
      onEvent: (event) => this.#onEvent(event),
      onLost: (error) => void this.#end(error),
    });
    this.#connection.session = session;
    this.#counters = session.link.counters;
    return session;
  }

  #previewOverflow(): CameraError {
    const limitKb = this.systemInfo?.streamBufferSizeKb ?? 0;
    const message = `A picture of the script does not fit the ${limitKb} KB of the stream.`;
    return new CameraError('preview-overflow', message, { data: { limitKb } });
  }

  #onEvent(event: DeviceEvent): void {
    this.channels.noteEvent(event, this.#connection.session);
    this.#events.emit(event);
  }

  /** Ends the connection; with `error` when nobody asked for it. */
  async #end(error: Error | undefined): Promise<void> {
    if (error !== undefined) this.#connection.lostError = error;
    this.#facts = this.#currentFacts;
    const session = this.#connection.session;
    this.#connection.session = undefined;
    session?.dispose();
    const closing = this.#closeTransport(this.#closing);
    this.#closing = closing;
    this.#state.set('disconnected', error);
    await closing;
    if (this.#closing === closing) this.#closing = undefined;
  }

  async #closeTransport(earlier: Promise<void> | undefined): Promise<void> {
    await earlier;
    await this.#options.transport.close();
  }

  get #currentFacts(): DeviceFacts | undefined {
    return this.#connection.session?.facts ?? this.#facts;
  }

  async #waitSettled(signal: AbortSignal | undefined): Promise<void> {
    const accept = (state: CameraState): boolean => state === 'idle' || state === 'running' || state === 'disconnected';
    const settled = await this.#state.waitFor(accept, settleLimitMs, signal);
    if (this.#connection.lostError !== undefined) throw this.#connection.lostError;
    if (!settled) {
      const facts = { afterMs: settleLimitMs };
      throw new CameraError('camera-silent', 'The camera takes too long to get ready.', { data: facts });
    }
    if (this.#state.state === 'disconnected') throw new CameraError('not-connected', 'The connection was ended.');
  }
}
