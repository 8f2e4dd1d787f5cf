// An OpenMV camera with protocol V2, from the transport up: connects, follows its life (running, restarting, lost and
// found), and offers it as a `Camera`. Under it: the link, the typed requests, the pumps. Over it: the host and the CLI.
//
// One flow at a time sets up the session: after the first synchronisation, after a soft reboot of the device, and after
// a full resynchronisation. A newer flow ends the older one.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { ChannelId, Opcode, StdinEvent, StreamIoctl, SystemEvent } from '../../../src-shared/protocol/constants.ts';
import { encodeWords, type SystemInfo, type Versions } from '../../../src-shared/protocol/payloads.ts';
import type { ByteTransport } from '../byte-transport.ts';
import { CameraError } from '../camera-error.ts';
import type {
  CallOptions,
  Camera,
  CameraIdentity,
  CameraProfiler,
  CameraState,
  ChannelInfo,
  ConnectOptions,
  Frame,
  LinkQuality,
  StateChange,
  StreamSettings,
} from '../camera.ts';
import { emptyBoardTable, findBoard, type BoardTable } from './board-table.ts';
import { ChannelRegistry } from './channel-registry.ts';
import { DeviceCommands } from './device-commands.ts';
import { FramePump } from './frame-pump.ts';
import type { ReadSequence } from './frame-reader.ts';
import { describeIdentity } from './identity.ts';
import { LinkCounters } from './link-quality.ts';
import { Priority, type RequestOptions } from './link-request.ts';
import type { LinkSettings } from './link-settings.ts';
import { Link, type DeviceEvent } from './link.ts';
import { OpenMvProfiler } from './profiler.ts';
import { RebootWait } from './reboot-wait.ts';
import { ScriptRunner, settleLimitMs } from './script-runner.ts';
import { StateTracker } from './state-tracker.ts';
import { StdoutPump } from './stdout-pump.ts';
import { Watchdog } from './watchdog.ts';

export interface OpenMvSettings extends LinkSettings {
  /** How frames are read; undefined chooses the fastest that works. */
  readonly readSequence: ReadSequence | undefined;
  /** What the stream is set to until `setStream` says otherwise. */
  readonly stream: StreamSettings;
}

export interface OpenMvCameraOptions {
  readonly transport: ByteTransport;
  readonly clock: Clock;
  /** Names of boards and sensors; assets/boards/boards.json. */
  readonly boards?: BoardTable;
  readonly settings?: Partial<OpenMvSettings>;
}

const supportedMajor = 1;
/** Firmware up to this minor version keeps its preview buffer as the lock-free read needs it. */
const knownMinor = 0;
const sourceSince = 1;
/** A script that stdin started ends with a restart of the device; its announcement follows at once. */
const rebootNoticeMs = 200;
const rebootLimitMs = 10_000;
/** No event for this long: ask for a sign of life, which also tells whether the script still runs. */
const keepAliveMs = 2000;
/** A script creates its sensor object, which takes the preview, some time after its start (reference §12.6). */
const sourceDelayMs = 700;
const farewellLimitMs = 300;
const establishAttempts = 4;
const defaultRawSize = { width: 512, height: 512 };
const session: RequestOptions = { session: true, priority: Priority.control, repeat: 'safe', limitMs: 5000 };

export class OpenMvCamera implements Camera {
  readonly #options: OpenMvCameraOptions;
  readonly #clock: Clock;
  readonly #state: StateTracker;
  readonly #registry = new ChannelRegistry();
  readonly #frames = new Emitter<Frame>();
  readonly #text = new Emitter<Uint8Array>();
  readonly #channelsChange = new Emitter<readonly ChannelInfo[]>();
  readonly #channelEvents = new Emitter<{ channelId: number; code: number }>();
  readonly #events = new Emitter<DeviceEvent>();
  readonly #previewOverflow = new Emitter<void>();

  readonly onStateChange: Camera['onStateChange'];
  readonly onFrame = this.#frames.event;
  readonly onText = this.#text.event;
  readonly onChannelsChange = this.#channelsChange.event;
  /** Events of channels that scripts registered. */
  readonly onChannelEvent = this.#channelEvents.event;
  /** Every event of the device, system channels included. */
  readonly onEvent = this.#events.event;
  /** The script compressed a picture itself and it did not fit the preview buffer. */
  readonly onPreviewOverflow = this.#previewOverflow.event;

  #parts: Connection | undefined;
  #identity: CameraIdentity | undefined;
  #systemInfo: SystemInfo | undefined;
  #versions: Versions | undefined;
  #stream: StreamSettings;
  #counters = new LinkCounters();
  #flow = 0;
  #startCount = 0;
  #lastEventMs = 0;
  #lostError: Error | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: OpenMvCameraOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#state = new StateTracker(options.clock);
    this.#stream = options.settings?.stream ?? { enabled: true, raw: false };
    this.onStateChange = this.#state.onChange;
  }

  get state(): CameraState {
    return this.#state.state;
  }

  get identity(): CameraIdentity | undefined {
    return this.#identity;
  }

  get channels(): readonly ChannelInfo[] {
    return this.#registry.infos;
  }

  /** Of the connection, or of the last one. */
  get linkQuality(): LinkQuality {
    return this.#counters.snapshot();
  }

  /** Typed requests by channel id, for the time of this connection. Throws `not-connected`. */
  get commands(): DeviceCommands {
    return this.#connection().commands;
  }

  get profiler(): CameraProfiler | undefined {
    const channel = this.#parts?.commands.profileChannel(this.#registry.entries);
    return channel === undefined ? undefined : new OpenMvProfiler(this.commands, channel);
  }

  /** As reported when the connection began. */
  get systemInfo(): SystemInfo | undefined {
    return this.#systemInfo;
  }

  get versions(): Versions | undefined {
    return this.#versions;
  }

  /** The sequence of requests in which frames are read now. */
  get readSequence(): ReadSequence | undefined {
    return this.#parts?.framePump.readSequence;
  }

  async connect(options: ConnectOptions = {}): Promise<CameraIdentity> {
    const { signal } = options;
    await this.#closing;
    if (this.state !== 'disconnected') {
      throw new CameraError('not-connected', 'The camera is connecting or connected already.');
    }
    this.#lostError = undefined;
    this.#identity = undefined;
    this.#state.set('connecting');
    const { transport } = this.#options;
    try {
      await transport.open(signal);
      const parts = this.#assemble();
      await parts.link.start(signal);
      void this.#establish();
      await this.#waitSettled(signal);
      if (options.stopRunning !== false && this.#isRunning()) {
        await this.stop(signal && { signal });
        await this.#waitSettled(signal);
      }
      return this.#identity!;
    } catch (error) {
      const cause = this.#lostError ?? error;
      await this.#end(undefined);
      throw cause;
    }
  }

  async disconnect(): Promise<void> {
    const parts = this.#parts;
    if (parts !== undefined && this.#state.settled) {
      await parts.commands
        .channelIoctl(ChannelId.stream, StreamIoctl.ctrl, encodeWords([0]), {
          priority: Priority.control,
          limitMs: farewellLimitMs,
        })
        .catch(() => {});
    }
    await this.#end(undefined);
  }

  run(source: Uint8Array, options: CallOptions = {}): Promise<void> {
    return this.#with(async (parts) => {
      await parts.runner.run(source, options);
      this.#sendSourceLater(parts);
    });
  }

  stop(options: CallOptions = {}): Promise<void> {
    return this.#with((parts) => parts.runner.stop(options));
  }

  setStream(settings: StreamSettings, options: CallOptions = {}): Promise<void> {
    this.#stream = settings;
    return this.#with(async (parts) => {
      // While a session is being set up, the set-up applies it.
      if (!this.#state.settled) return;
      await this.#applyStream(parts, { ...options, repeat: 'safe' });
    });
  }

  readChannel(id: number, options: CallOptions & { readonly size?: number } = {}): Promise<Uint8Array> {
    return this.#with(async ({ commands }) => {
      this.#requireChannel(id, 'readable');
      const { size, ...call } = options;
      const length = size ?? (await commands.channelSize(id, call));
      if (length === 0) return new Uint8Array(0);
      return commands.channelRead(id, 0, length, call);
    });
  }

  writeChannel(id: number, data: Uint8Array, options: CallOptions = {}): Promise<void> {
    return this.#with(async ({ commands }) => {
      this.#requireChannel(id, 'writable');
      await commands.channelWrite(id, data, 0, options);
    });
  }

  /** Reads the list of channels anew. */
  async refreshChannels(options?: CallOptions): Promise<readonly ChannelInfo[]> {
    return this.#with(async ({ commands }) => {
      this.#replaceChannels(await commands.channelList(options));
      return this.#registry.infos;
    });
  }

  /** Synchronises the link anew; resolves when the session is set up again. */
  resync(options: CallOptions = {}): Promise<void> {
    return this.#with(async ({ link }) => {
      await link.resync(options.signal);
      await this.#waitSettled(options.signal);
    });
  }

  reset(): Promise<void> {
    return this.#leave(Opcode.sysReset);
  }

  /** Jumps to the bootloader; the connection ends. */
  boot(): Promise<void> {
    return this.#leave(Opcode.sysBoot);
  }

  async #leave(opcode: number): Promise<void> {
    await this.#with(({ link }) => link.post({ opcode, channel: 0 }));
    await this.#end(undefined);
  }

  // ── Building up and taking down ────────────────────────────────────────────────────────────────────────────────

  #assemble(): Connection {
    const { transport, clock, settings } = this.#options;
    const store = new DisposableStore();
    const link = store.add(new Link({ transport, clock, ...(settings && { settings }) }));
    this.#counters = link.counters;
    const commands = new DeviceCommands(link, clock);
    const stdoutPump = new StdoutPump({
      link,
      onText: (bytes) => this.#text.emit(bytes),
      onPreviewOverflow: () => this.#previewOverflow.emit(),
    });
    const framePump = store.add(
      new FramePump({
        link,
        clock,
        ...(settings?.readSequence && { sequence: settings.readSequence }),
        onFrame: (frame) => this.#frames.emit(frame),
      }),
    );
    const runner = new ScriptRunner({
      commands,
      state: this.#state,
      startCount: () => this.#startCount,
      nextStart: (limitMs, signal) => this.#nextStart(limitMs, signal),
    });
    const rebootWait = store.add(new RebootWait(clock));
    const keepAlive = store.add(new Watchdog(clock, () => this.#onKeepAlive()));
    store.add(link.onEvent((event) => this.#onEvent(event)));
    store.add(link.onResync((step) => this.#onResync(step)));
    store.add(link.onLost((error) => void this.#end(error)));
    this.#parts = { link, commands, stdoutPump, framePump, runner, rebootWait, keepAlive, store };
    return this.#parts;
  }

  /** Ends the connection; with `error` when nobody asked for it. */
  #end(error: Error | undefined): Promise<void> {
    this.#flow++;
    if (error !== undefined) this.#lostError = error;
    const parts = this.#parts;
    this.#parts = undefined;
    parts?.store.dispose();
    this.#registry.replace([]);
    const closing = (async () => {
      await this.#closing;
      await this.#options.transport.close();
    })();
    this.#closing = closing;
    this.#state.set('disconnected', error);
    return closing.finally(() => {
      if (this.#closing === closing) this.#closing = undefined;
    });
  }

  /** Sets up the session over a synchronised link, as often as it takes; ends in `idle`, `running` or the end. */
  async #establish(): Promise<void> {
    const flow = ++this.#flow;
    const parts = this.#parts;
    if (parts === undefined) return;
    for (let attempt = 1; ; attempt++) {
      try {
        const running = await this.#setUpSession(parts);
        if (flow !== this.#flow) return;
        parts.link.scriptRunning = running;
        parts.link.resume();
        if (this.#stream.enabled) parts.framePump.start(this.#knownFirmware());
        parts.keepAlive.set(keepAliveMs);
        this.#state.set(running ? 'running' : 'idle');
        parts.stdoutPump.notify();
        return;
      } catch (error) {
        if (flow !== this.#flow) return;
        if (error instanceof CameraError && error.code === 'out-of-sync' && attempt < establishAttempts) continue;
        parts.link.fail(error as Error);
        return;
      }
    }
  }

  /** Resolves with whether a script runs. */
  async #setUpSession(parts: Connection): Promise<boolean> {
    const { commands, link } = parts;
    if (this.#identity === undefined) {
      this.#versions = await commands.versions(session);
      const [major] = this.#versions.protocol;
      if (major !== supportedMajor) {
        const version = this.#versions.protocol.join('.');
        throw new CameraError('unsupported-protocol', `The camera speaks protocol ${version}.`, { facts: { version } });
      }
      this.#systemInfo = await commands.systemInfo(session);
      this.#identity = describeIdentity({
        info: this.#systemInfo,
        versions: this.#versions,
        capabilities: link.capabilities!,
        boards: this.#options.boards ?? emptyBoardTable,
        portName: this.#options.transport.name,
      });
    }
    this.#replaceChannels(await commands.channelList(session));
    const running = ((await commands.poll(session)) & (1 << ChannelId.stdin)) !== 0;
    await this.#applyStream(parts, session);
    return running;
  }

  async #applyStream(parts: Connection, options: RequestOptions): Promise<void> {
    const { commands, framePump } = parts;
    const { enabled, raw, rawSize } = this.#stream;
    const ioctl = (request: number, ...words: number[]): Promise<void> =>
      commands.channelIoctl(ChannelId.stream, request, encodeWords(words), options);
    if (!enabled) {
      framePump.stop();
      return ioctl(StreamIoctl.ctrl, 0);
    }
    if (raw) {
      const size = rawSize ?? this.#board()?.rawPreview ?? defaultRawSize;
      await ioctl(StreamIoctl.rawCfg, size.width, size.height);
    }
    await ioctl(StreamIoctl.rawCtrl, raw ? 1 : 0);
    await this.#sendSource(parts, options);
    // Also releases a stale picture, so that the next one is announced for certain.
    await ioctl(StreamIoctl.ctrl, 1);
    framePump.start(this.#knownFirmware());
  }

  async #sendSource(parts: Connection, options: RequestOptions): Promise<void> {
    const chipId = this.#stream.sensorChipId;
    const [, minor, patch] = this.#versions?.protocol ?? [0, 0, 0];
    if (chipId === undefined || (minor === 0 && patch < sourceSince)) return;
    await parts.commands.channelIoctl(ChannelId.stream, StreamIoctl.source, encodeWords([chipId]), options);
  }

  #sendSourceLater(parts: Connection): void {
    if (this.#stream.sensorChipId === undefined) return;
    const timer = this.#clock.after(sourceDelayMs, () => {
      if (this.#state.state === 'running') void this.#sendSource(parts, { repeat: 'safe' }).catch(() => {});
    });
    parts.store.add(timer);
  }

  // ── Following the device ───────────────────────────────────────────────────────────────────────────────────────

  #onEvent(event: DeviceEvent): void {
    const parts = this.#parts;
    if (parts === undefined) return;
    this.#lastEventMs = this.#clock.now();
    parts.rebootWait.onEvent(event);
    if (event.channel === ChannelId.stdout) parts.stdoutPump.notify();
    else if (event.channel === ChannelId.stream) parts.framePump.notify();
    else if (event.channel === ChannelId.stdin) this.#onStdinEvent(event.code);
    else if (event.channel === ChannelId.transport) this.#onSystemEvent(event.code);
    else this.#channelEvents.emit({ channelId: event.channel, code: event.code });
    this.#events.emit(event);
  }

  #onStdinEvent(code: number): void {
    const parts = this.#parts!;
    // A restarting device reports its own boot scripts too.
    if (!this.#state.settled) return;
    if (code === StdinEvent.started) {
      this.#startCount++;
      parts.link.scriptRunning = true;
      this.#state.set('running');
    } else if (code === StdinEvent.stopped) void this.#onScriptEnded(parts);
  }

  #onSystemEvent(code: number): void {
    if (code === SystemEvent.softReboot) void this.#onSoftReboot();
    else if (this.#state.settled) void this.refreshChannels().catch(() => {});
  }

  /** The restart is announced at once, or there is none (main.py, boot.py). */
  async #onScriptEnded(parts: Connection): Promise<void> {
    const flow = ++this.#flow;
    parts.link.scriptRunning = false;
    parts.link.hold();
    this.#state.set('rebooting');
    await this.#delay(rebootNoticeMs);
    if (flow !== this.#flow) return;
    parts.link.release();
    await this.#establish();
  }

  async #onSoftReboot(): Promise<void> {
    const parts = this.#parts;
    if (parts === undefined) return;
    const flow = ++this.#flow;
    parts.link.scriptRunning = false;
    parts.link.hold();
    parts.framePump.stop();
    this.#state.set('rebooting');
    if (this.#registry.removeDynamic()) this.#channelsChange.emit(this.#registry.infos);
    try {
      await parts.rebootWait.begin();
      if (flow !== this.#flow) return;
      await parts.link.restart(rebootLimitMs);
      if (flow !== this.#flow) return;
      parts.stdoutPump.flush();
      await this.#establish();
    } catch (error) {
      if (flow === this.#flow) parts.link.fail(error as Error);
    }
  }

  #onResync(step: 'started' | 'done'): void {
    if (step === 'done') void this.#establish();
    else {
      this.#flow++;
      if (this.#state.state !== 'connecting') this.#state.set('resyncing');
    }
  }

  #onKeepAlive(): void {
    const parts = this.#parts;
    if (parts === undefined) return;
    const quietMs = this.#clock.now() - this.#lastEventMs;
    parts.keepAlive.set(quietMs < keepAliveMs ? keepAliveMs - quietMs : keepAliveMs);
    if (!this.#state.settled || quietMs < keepAliveMs) return;
    const flow = this.#flow;
    const reconcile = (mask: number): void => {
      const running = (mask & (1 << ChannelId.stdin)) !== 0;
      if (flow !== this.#flow || !this.#state.settled || running === (this.#state.state === 'running')) return;
      // A report was lost.
      if (running) this.#onStdinEvent(StdinEvent.started);
      else void this.#onScriptEnded(parts);
    };
    parts.commands.poll({ priority: Priority.background }).then(reconcile, () => {});
  }

  #replaceChannels(entries: Parameters<ChannelRegistry['replace']>[0]): void {
    if (this.#registry.replace(entries)) this.#channelsChange.emit(this.#registry.infos);
  }

  // ── Helpers ────────────────────────────────────────────────────────────────────────────────────────────────────

  #isRunning(): boolean {
    return this.#state.state === 'running';
  }

  #knownFirmware(): boolean {
    return (this.#versions?.protocol[1] ?? 0) <= knownMinor;
  }

  #board(): ReturnType<typeof findBoard> {
    const info = this.#systemInfo;
    return info && findBoard(this.#options.boards ?? emptyBoardTable, info.usbVendorId, info.usbProductId);
  }

  #connection(): Connection {
    if (this.#parts === undefined) throw new CameraError('not-connected', 'The camera is not connected.');
    return this.#parts;
  }

  /** Turns a missing connection into a rejection, with the reason when it was lost. */
  async #with<T>(use: (parts: Connection) => Promise<T>): Promise<T> {
    return use(this.#connection());
  }

  async #waitSettled(signal: AbortSignal | undefined): Promise<void> {
    const accept = (state: CameraState): boolean => state === 'idle' || state === 'running' || state === 'disconnected';
    const settled = await this.#state.waitFor(accept, settleLimitMs, signal);
    if (settled && this.#state.state !== 'disconnected') return;
    if (this.#lostError !== undefined) throw this.#lostError;
    throw settled
      ? new CameraError('not-connected', 'The connection was ended.')
      : new CameraError('camera-silent', 'The camera takes too long to get ready.', {
          facts: { afterMs: settleLimitMs },
        });
  }

  #nextStart(limitMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    const before = this.#startCount;
    return this.#state
      .waitFor((state) => this.#startCount > before || state === 'disconnected', limitMs, signal)
      .then(() => this.#startCount > before);
  }

  #requireChannel(id: number, ability: 'readable' | 'writable'): void {
    const channel = this.#registry.byId(id);
    if (channel === undefined) {
      throw new CameraError('channel-not-found', `There is no channel ${id}.`, { facts: { channel: id } });
    }
    if (!channel[ability]) {
      throw new CameraError('channel-not-supported', `Channel ${id} is not ${ability}.`, { facts: { channel: id } });
    }
  }

  #delay(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(delayMs, resolve);
    });
  }
}

/** What exists for the length of one connection. */
interface Connection {
  readonly link: Link;
  readonly commands: DeviceCommands;
  readonly stdoutPump: StdoutPump;
  readonly framePump: FramePump;
  readonly runner: ScriptRunner;
  readonly rebootWait: RebootWait;
  readonly keepAlive: Watchdog;
  readonly store: DisposableStore;
}

export type { StateChange };
