// `import { Camera } from 'viewfinder/camera'`: an OpenMV camera for applications, with the methods of the official Python
// package in our casing (docs/camera-api.md maps them) and async iterators for frames, text and events.
// Under it: the engine, which pushes; what comes waits here for those who pull (mailbox.ts). No Node API, no Electron.

import { abortError, delay } from '../../../src-shared/lib/abort.ts';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore } from '../../../src-shared/lib/disposable.ts';
import { Emitter, type Listen } from '../../../src-shared/lib/emitter.ts';
import boards from '../../../assets/boards/boards.json' with { type: 'json' };
import type { ByteTransport } from '../byte-transport.ts';
import type { CallOptions, CameraIdentity, ChannelInfo, ConnectOptions, Frame, StateChange } from '../camera.ts';
import type { BoardTable } from '../openmv/board-table.ts';
import { OpenMvCamera } from '../openmv/openmv-camera.ts';
import { cameraFrame, type CameraFrame } from './camera-frame.ts';
import { linkSettings, type CameraOptions, type LinkOptions } from './camera-options.ts';
import { ChannelAccess } from './channel-access.ts';
import { notConnected } from './device-access.ts';
import { droppingTransport } from './dropping-transport.ts';
import { Mailbox } from './mailbox.ts';
import { newestFrame, recentEvents, recentText } from './policies.ts';
import { retryIfFailed } from './retry-if-failed.ts';
import { systemLines, systemReport, versionReport, type SystemReport, type VersionReport } from './system-report.ts';

/** One event of the camera. */
export interface CameraEvent {
  /** 0 for events of the system, else the channel's id. */
  readonly channelId: number;
  /** `SystemEvent` for channel 0; 0xffff for an event without a code of its own. */
  readonly event: number;
}

export interface StreamingOptions extends CallOptions {
  /** Raw pixels instead of JPEG. */
  readonly raw?: boolean;
  /** Largest raw picture, [width, height] in pixels; the camera scales larger ones down. Default: as the board allows. */
  readonly resolution?: readonly [width: number, height: number];
  /** Chip id of the sensor that feeds the stream; protocol 1.0.1 and later. */
  readonly source?: number;
}

export interface FrameOptions extends CallOptions {
  /** Convert to RGB888. */
  readonly rgb?: boolean;
}

export interface HostStats {
  /** Packets. */
  readonly sent: number;
  readonly received: number;
  readonly checksum: number;
  readonly sequence: number;
  /** Characters of text that nobody took in time. */
  readonly droppedText: number;
}

export class Camera extends ChannelAccess implements AsyncDisposable {
  /**
   * Makes a method that is called once more when the link was put right or the camera restarted under it. For methods
   * of subclasses, as a decorator or around a function.
   */
  static readonly retryIfFailed = retryIfFailed;

  readonly #clock: Clock;
  readonly #latest = new Mailbox(newestFrame);
  readonly #unread = new Mailbox(recentText((characters) => (this.#droppedText += characters)));
  readonly #text = new Emitter<string>();
  readonly #events = new Emitter<CameraEvent>();
  #decoder = new TextDecoder();
  #droppedText = 0;

  /** Every event of the camera, after the camera's own bookkeeping. */
  readonly onEvent: Listen<CameraEvent> = this.#events.event;
  /** Connecting, running, restarting, lost: with the reason when nobody asked for it. */
  readonly onStateChange: Listen<StateChange>;
  readonly onChannelsChange: Listen<readonly ChannelInfo[]>;
  /** A frame came that cannot be true; it is left out. */
  readonly onFrameProblem: Listen<Error>;

  /** Nothing is opened before `connect`. The transport belongs to this camera from now on. */
  constructor(transport: ByteTransport, options: CameraOptions = {}) {
    super(createEngine(transport, options));
    this.#clock = options.clock ?? systemClock;
    this.onStateChange = this.engine.onStateChange;
    this.onChannelsChange = this.engine.onChannelsChange;
    this.onFrameProblem = this.engine.onFrameProblem;
    this.engine.onFrame((frame) => this.#latest.push(frame));
    this.engine.onText((bytes) => this.#onText(bytes));
    this.engine.onEvent(({ channel, code }) => this.handleEvent(channel, code));
  }

  // ── Connection ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Opens the transport and sets up the session. A running script goes on, unless `stopRunning` says otherwise. */
  async connect(options: ConnectOptions = {}): Promise<CameraIdentity> {
    this.#latest.clear();
    this.#unread.clear();
    this.#decoder = new TextDecoder();
    return this.engine.connect({ stopRunning: false, ...options });
  }

  /** Ends streaming and closes the transport. Never rejects. */
  async disconnect(): Promise<void> {
    await this.engine.disconnect();
  }

  /** `await using camera = …` disconnects at the end of the block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disconnect();
  }

  /** Who it is; undefined before the first connection. */
  get identity(): CameraIdentity | undefined {
    return this.engine.identity;
  }

  /** Hardware reset; the connection ends. */
  reset(options?: CallOptions): Promise<void> {
    return cancellable(options, () => this.engine.reset());
  }

  /** Jumps to the bootloader; the connection ends. */
  boot(options?: CallOptions): Promise<void> {
    return cancellable(options, () => this.engine.boot());
  }

  /** Negotiates anew, with other wishes where given; they hold for later connections too. */
  updateCapabilities(wishes: LinkOptions = {}, options?: CallOptions): Promise<void> {
    return this.engine.renegotiate(linkSettings(wishes), options);
  }

  /** Synchronises the link and sets the session up again. */
  resync(options?: CallOptions): Promise<void> {
    return this.engine.resync(options);
  }

  /** Lets events that have arrived be handled. They come by themselves too, as long as the event loop turns. */
  async pollEvents({ signal }: CallOptions = {}): Promise<void> {
    this.requireConnected();
    await delay(this.#clock, 0, signal);
  }

  // ── Script ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Stops what runs, uploads the script byte for byte (text as UTF-8) and resolves when the camera has started it. */
  exec(script: string | Uint8Array, options?: CallOptions): Promise<void> {
    return this.engine.run(typeof script === 'string' ? new TextEncoder().encode(script) : script, options);
  }

  /** Resolves when the camera reports the end; harmless when nothing runs. */
  stop(options?: CallOptions): Promise<void> {
    return this.engine.stop(options);
  }

  /** What the script has printed since the last call; undefined when that is nothing. The newest million characters. */
  async readStdout({ signal }: CallOptions = {}): Promise<string | undefined> {
    await this.#turn(signal);
    const text = this.#unread.takeAll().join('');
    return text === '' ? undefined : text;
  }

  /** Text as it comes, from now to the end of the connection. */
  text(options?: CallOptions): AsyncIterable<string> {
    return this.#pull(
      new Mailbox(recentText((characters) => (this.#droppedText += characters))),
      this.#text.event,
      options,
    );
  }

  // ── Streaming ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Switches the frame stream on or off; off until this is called. The camera is told again after each of its restarts. */
  async streaming(enable: boolean, options: StreamingOptions = {}): Promise<void> {
    const { raw = false, resolution, source, signal } = options;
    const [width, height] = resolution ?? [];
    const settings = {
      enabled: enable,
      raw,
      ...(width !== undefined && height !== undefined && { rawSize: { width, height } }),
      ...(source !== undefined && { sensorChipId: source }),
    };
    this.requireConnected();
    await this.engine.setStream(settings, signal && { signal });
    if (!enable) this.#latest.clear();
  }

  /** The newest frame that was not read yet; undefined when there is none. Rejects with a PictureError where `rgb` fails. */
  async readFrame({ rgb = false, signal }: FrameOptions = {}): Promise<CameraFrame | undefined> {
    let frame = this.#latest.take();
    if (frame === undefined) {
      await this.#turn(signal);
      frame = this.#latest.take();
    }
    return frame && cameraFrame(frame, rgb);
  }

  /**
   * Frames as they come, to the end of the connection. One that is late takes the place of the one before it, which
   * counts in `droppedBefore`.
   */
  frames({ rgb = false, signal }: FrameOptions = {}): AsyncIterable<CameraFrame> {
    const frames = this.#pull(new Mailbox(newestFrame), this.engine.onFrame, signal && { signal });
    return convert(frames, rgb);
  }

  // ── The camera itself ──────────────────────────────────────────────────────────────────────────────────────────

  /** Versions of protocol, bootloader and firmware, as read when connecting. Throws `not-connected` before that. */
  version(): VersionReport {
    const { versions } = this.engine;
    if (versions === undefined) throw notConnected();
    return versionReport(versions);
  }

  /** Identity, memories and abilities, as read when connecting. Throws `not-connected` before that. */
  systemInfo(): SystemReport {
    const { systemInfo } = this.engine;
    if (systemInfo === undefined) throw notConnected();
    return systemReport(systemInfo);
  }

  /** Prints what `systemInfo` and the board table say, line by line; to standard error unless told where. */
  printSystemInfo(print: (line: string) => void = (line) => console.error(line)): void {
    const report = this.systemInfo();
    for (const line of systemLines(this.identity?.facts ?? [], report)) print(line);
  }

  /** Counted on this side, of this connection or the last one. */
  hostStats(): HostStats {
    const { packetsSent, packetsReceived, checksumErrors, sequenceErrors } = this.engine.linkQuality;
    return {
      sent: packetsSent,
      received: packetsReceived,
      checksum: checksumErrors,
      sequence: sequenceErrors,
      droppedText: this.#droppedText,
    };
  }

  // ── Events ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Every event of the camera passes here, after the camera's own bookkeeping. A subclass that overrides it calls
   * `super.handleEvent`, which tells the listeners.
   */
  protected handleEvent(channelId: number, event: number): void {
    this.#events.emit({ channelId, event });
  }

  /** Events as they come, from now to the end of the connection. The newest ten thousand wait. */
  events(options?: CallOptions): AsyncIterable<CameraEvent> {
    return this.#pull(new Mailbox<CameraEvent>(recentEvents), this.#events.event, options);
  }

  #onText(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text === '') return;
    this.#unread.push(text);
    this.#text.emit(text);
  }

  /** Listens at once, so that nothing is missed before the first value is asked for. */
  #pull<T>(box: Mailbox<T>, listen: Listen<T>, options: CallOptions = {}): AsyncGenerator<T, void, undefined> {
    const store = new DisposableStore();
    store.add(listen((value) => box.push(value)));
    store.add(
      this.onStateChange(({ state, error }) => {
        if (state !== 'disconnected') return;
        store.dispose();
        box.end(error);
      }),
    );
    return drain(box, store, options.signal);
  }

  /** Something that asks in a loop must not keep out what it asks for. */
  async #turn(signal: AbortSignal | undefined): Promise<void> {
    await delay(this.#clock, 0, signal);
  }
}

function createEngine(transport: ByteTransport, options: CameraOptions): OpenMvCamera {
  const { dropRate = 0, readSequence, clock = systemClock } = options;
  return new OpenMvCamera({
    transport: dropRate > 0 ? droppingTransport(transport, dropRate) : transport,
    clock,
    boards: options.boards ?? (boards as BoardTable),
    settings: { ...linkSettings(options), readSequence, stream: { enabled: false, raw: false } },
  });
}

async function* drain<T>(
  box: Mailbox<T>,
  store: DisposableStore,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, undefined> {
  try {
    for (let value = await box.next(signal); value !== undefined; value = await box.next(signal)) yield value;
  } finally {
    store.dispose();
  }
}

async function* convert(frames: AsyncIterable<Frame>, rgb: boolean): AsyncGenerator<CameraFrame, void, undefined> {
  for await (const frame of frames) yield cameraFrame(frame, rgb);
}

async function cancellable(options: CallOptions | undefined, act: () => Promise<void>): Promise<void> {
  if (options?.signal?.aborted === true) throw abortError(options.signal);
  await act();
}
