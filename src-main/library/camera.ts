// `import { Camera } from 'viewfinder/camera'`: an OpenMV camera for applications, with the methods of the official Python
// package in our casing (docs/camera-api.md maps them) and async iterators for frames, text and events.
// Under it: the engine, which pushes; what comes waits here for those who pull (mailbox.ts). No Node API, no Electron.

import { describeDetails } from '../../src-shared/device/words.ts';
import { delay } from '../../src-shared/lib/abort.ts';
import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import { Emitter, type Listen } from '../../src-shared/lib/emitter.ts';
import boards from '../../assets/boards/boards.json' with { type: 'json' };
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import type { ConnectOptions } from '../camera/camera.ts';
import type { CallOptions } from '../camera/facets.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import type { StateChange } from '../../src-shared/device/state.ts';
import type { BoardTable } from '../../src-shared/device/boards.ts';
import type { OpenMvCamera } from '../camera/openmv/openmv-camera.ts';
import { openMvDriver } from '../camera/openmv/openmv-driver.ts';
import { cameraFrame, type CameraFrame } from './camera-frame.ts';
import { linkSettings, type CameraOptions, type LinkOptions } from './camera-options.ts';
import { ChannelAccess } from './channel-access.ts';
import { ChannelFrames } from '../camera/channel-frames.ts';
import type { ChannelPicture } from '../../src-shared/device/channel.ts';
import { droppingTransport } from './dropping-transport.ts';
import { iterate } from './iterate.ts';
import { Mailbox } from './mailbox.ts';
import { PictureError } from '../../src-shared/picture/picture-error.ts';
import { newestFrame, recentEvents, recentText } from './mailbox-policies.ts';
import { retryIfFailed } from './retry-if-failed.ts';
import {
  factLines,
  memoryFacts,
  systemReport,
  versionReport,
  type SystemReport,
  type VersionReport,
} from './system-report.ts';

/** One event of the camera. */
export interface CameraEvent {
  /** 0 for events of the system, else the channel's id. */
  readonly channelId: number;
  /** `SystemEvent` for channel 0; 0xffff for an event without a code of its own. */
  readonly event: number;
}

/** What the stream is to bring. */
export interface StreamingOptions extends CallOptions {
  /** Raw pixels instead of JPEG. */
  readonly raw?: boolean;
  /** Largest raw picture, [width, height] in pixels; the camera scales larger ones down. Default: as the board allows. */
  readonly resolution?: readonly [width: number, height: number];
  /** Chip id of the sensor that feeds the stream; protocol 1.0.1 and later. */
  readonly source?: number;
}

/** How frames are handed out. */
export interface FrameOptions extends CallOptions {
  /** Convert to RGB888. Default false: `data` is what came. */
  readonly rgb?: boolean;
}

/** How pictures of a channel are handed out. */
export interface ChannelFrameOptions extends FrameOptions {
  /** What the channel's bytes are. Default: a JPEG or PNG file. */
  readonly picture?: ChannelPicture;
}

/** Counters of this side. */
export interface HostStats {
  /** Packets. */
  readonly sent: number;
  /** Packets. */
  readonly received: number;
  /** Packets that came damaged. */
  readonly checksum: number;
  /** Packets that came under a number out of turn. */
  readonly sequence: number;
  /** Characters of text that nobody took in time. */
  readonly droppedText: number;
}

/**
 * An OpenMV camera (firmware 5, protocol V2). Calls that talk to it reject with a CameraError or a TransportError, take
 * `{ signal }` as their last argument and leave the camera usable; an aborted one rejects with the signal's reason.
 */
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
  readonly #frameProblems = new Emitter<Error>();
  #decoder = new TextDecoder();
  #droppedText = 0;

  /** Every event of the camera, after the camera's own bookkeeping. */
  readonly onEvent: Listen<CameraEvent> = this.#events.event;
  /** Connecting, running, restarting, lost: with the reason when nobody asked for it. */
  readonly onStateChange: Listen<StateChange>;
  /** The whole list, whenever scripts register channels or end. */
  readonly onChannelsChange: Listen<readonly ChannelInfo[]>;
  /**
   * A frame was left out: a ProtocolError where its header cannot be true, a PictureError where its data is damaged, a
   * CameraError `preview-overflow` where it is too large for the camera to stream.
   */
  readonly onFrameProblem: Listen<Error> = this.#frameProblems.event;

  /** Nothing is opened before `connect`. The transport belongs to this camera from now on. */
  constructor(transport: ByteTransport, options: CameraOptions = {}) {
    super(createEngine(transport, options));
    this.#clock = options.clock ?? systemClock;
    this.onStateChange = this.engine.onStateChange;
    this.onChannelsChange = this.engine.channels.onChange;
    this.engine.onFrameProblem((error) => this.#frameProblems.emit(error));
    this.engine.onFrame((frame) => this.#latest.push(frame));
    this.engine.onText((bytes) => this.#onText(bytes));
    this.engine.onEvent(({ channel, code }) => this.handleEvent(channel, code));
  }

  // ── Connection ─────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Opens the transport and sets up the session. A running script goes on, unless `stopRunning` says otherwise. Rejects
   * with `not-a-camera`, `unsupported-protocol`, `camera-silent`, `already-connected`, or a TransportError.
   */
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

  /** Negotiates anew, with other wishes where given; they hold for later connections too. */
  async updateCapabilities(wishes: LinkOptions = {}, options?: CallOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    await this.engine.renegotiate(linkSettings(wishes), options);
  }

  /**
   * Synchronises the link and sets the session up again: streaming, channels and capabilities stay. Happens by itself
   * when the link needs it. Aborting it ends the wait only.
   */
  async resync(options?: CallOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    await this.engine.resync(options);
  }

  /** Lets events that have arrived be handled. They come by themselves too, as long as the event loop turns. */
  async pollEvents({ signal }: CallOptions = {}): Promise<void> {
    this.requireConnected();
    await delay(this.#clock, 0, signal);
  }

  // ── Script ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Stops what runs, uploads the script byte for byte (text as UTF-8) and resolves when the camera has started it. Rejects
   * with `script-too-large`, `script-did-not-start`, or as `stop` does.
   */
  exec(script: string | Uint8Array, options?: CallOptions): Promise<void> {
    return this.engine.run(typeof script === 'string' ? new TextEncoder().encode(script) : script, options);
  }

  /** Resolves when the camera reports the end; harmless when nothing runs. Rejects with `script-did-not-stop`. */
  stop(options?: CallOptions): Promise<void> {
    return this.engine.stop(options);
  }

  /**
   * What the script has printed since the last call (the newest million characters); undefined when that is nothing.
   * Rejects with `not-connected` once the connection has ended and everything was read.
   */
  async readStdout({ signal }: CallOptions = {}): Promise<string | undefined> {
    await this.#turn(signal);
    const text = this.#unread.takeAll().join('');
    if (text === '') this.requireConnected();
    return text === '' ? undefined : text;
  }

  /** Text as it comes, from now to the end of the connection. */
  text({ signal }: CallOptions = {}): AsyncIterable<string> {
    const box = new Mailbox(recentText((characters) => (this.#droppedText += characters)));
    return iterate({ box, listen: this.#text.event, onStateChange: this.onStateChange, signal });
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
    signal?.throwIfAborted();
    this.requireConnected();
    await this.engine.preview.configure(settings, signal && { signal });
    if (!enable) this.#latest.clear();
  }

  /**
   * The newest frame that was not read yet; undefined when there is none. Rejects with a PictureError where `rgb` fails,
   * and with `not-connected` once the connection has ended and the last frame was read.
   */
  async readFrame({ rgb = false, signal }: FrameOptions = {}): Promise<CameraFrame | undefined> {
    signal?.throwIfAborted();
    let frame = this.#latest.take();
    if (frame === undefined) {
      await this.#turn(signal);
      frame = this.#latest.take();
    }
    if (frame === undefined) this.requireConnected();
    return frame && cameraFrame(frame, rgb);
  }

  /**
   * Frames as they come, from now to the end of the connection. One that is late takes the place of the one before it,
   * which counts in `droppedBefore`; so does one that `rgb` finds damaged, of which `onFrameProblem` tells.
   */
  frames(options: FrameOptions = {}): AsyncIterable<CameraFrame> {
    return this.#iterateFrames(this.engine.onFrame, options);
  }

  /**
   * Pictures that a script offers on a channel of its own, as frames; whenever a script registers a channel of that name,
   * to the end of the connection. Each is read to its last byte once, when the channel's event or its backend's `poll`
   * says that there is one. What is no picture is left out and counts in `droppedBefore`; `onFrameProblem` tells of it.
   */
  channelFrames(name: string, options: ChannelFrameOptions = {}): AsyncIterable<CameraFrame> {
    const { picture = { format: 'file' }, ...frameOptions } = options;
    const listen: Listen<Frame> = (listener) => {
      const reader = new ChannelFrames({ channels: this.engine.channels, name, picture, clock: this.#clock });
      reader.onProblem((error) => this.#frameProblems.emit(error));
      reader.onFrame(listener);
      return reader;
    };
    return this.#iterateFrames(listen, frameOptions);
  }

  // ── The camera itself ──────────────────────────────────────────────────────────────────────────────────────────

  /** Versions of protocol, bootloader and firmware, as read when connecting. Throws `not-connected` before that. */
  version(): VersionReport {
    const { versions } = this.engine;
    if (versions === undefined) throw this.notConnected();
    return versionReport(versions);
  }

  /** Identity, memories and abilities, as read when connecting. Throws `not-connected` before that. */
  systemInfo(): SystemReport {
    const { systemInfo } = this.engine;
    if (systemInfo === undefined) throw this.notConnected();
    return systemReport(systemInfo);
  }

  /** Prints what `systemInfo` and the board table say, line by line; to standard error unless told where. */
  printSystemInfo(print: (line: string) => void = (line) => console.error(line)): void {
    const { identity } = this;
    const details = identity === undefined ? [] : describeDetails(identity, 'en');
    const facts = [...details, ...memoryFacts(this.systemInfo())];
    for (const line of factLines(facts)) print(line);
  }

  /** Counted on this side, of this connection or the last one. */
  hostStats(): HostStats {
    const { packetsSent, packetsReceived, checksumErrors, sequenceErrors } = this.engine.counters;
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
  events({ signal }: CallOptions = {}): AsyncIterable<CameraEvent> {
    const box = new Mailbox<CameraEvent>(recentEvents);
    return iterate({ box, listen: this.#events.event, onStateChange: this.onStateChange, signal });
  }

  #onText(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text === '') return;
    this.#unread.push(text);
    this.#text.emit(text);
  }

  #iterateFrames(listen: Listen<Frame>, { rgb = false, signal }: FrameOptions): AsyncIterable<CameraFrame> {
    const box = new Mailbox(newestFrame);
    return this.#convert(iterate({ box, listen, onStateChange: this.onStateChange, signal }), rgb);
  }

  async *#convert(frames: AsyncIterable<Frame>, rgb: boolean): AsyncGenerator<CameraFrame, void, undefined> {
    let damaged = 0;
    for await (const frame of frames) {
      let converted: CameraFrame;
      try {
        converted = cameraFrame(frame, rgb);
      } catch (error) {
        if (!(error instanceof PictureError) || error.code !== 'bad-picture') throw error;
        damaged++;
        this.#frameProblems.emit(error);
        continue;
      }
      yield damaged === 0 ? converted : { ...converted, droppedBefore: converted.droppedBefore + damaged };
      damaged = 0;
    }
  }

  /** Something that asks in a loop must not keep out what it asks for. */
  async #turn(signal: AbortSignal | undefined): Promise<void> {
    await delay(this.#clock, 0, signal);
  }
}

function createEngine(transport: ByteTransport, options: CameraOptions): OpenMvCamera {
  const { dropRate = 0, readSequence, clock = systemClock } = options;
  return openMvDriver.create(dropRate > 0 ? droppingTransport(transport, dropRate) : transport, {
    clock,
    boards: options.boards ?? (boards as BoardTable),
    settings: { ...linkSettings(options), readSequence, stream: { enabled: false, raw: false } },
  });
}
