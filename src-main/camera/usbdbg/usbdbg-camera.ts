// An OpenMV camera with firmware 4 as a `Camera` (docs/usbdbg.md). Under it: usbdbg-session.ts, one for each connection. Over
// it: the host, the CLI and the library.

import type { BoardTable } from '../../../src-shared/device/boards.ts';
import { emptyBoardTable, sensorName } from '../../../src-shared/device/boards.ts';
import type { CameraFeatures } from '../../../src-shared/device/features.ts';
import { isSimulatedSerial, type CameraIdentity } from '../../../src-shared/device/identity.ts';
import { noFigures, type LinkFigures } from '../../../src-shared/device/link-figures.ts';
import type { CameraState } from '../../../src-shared/device/state.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import { raceAbort } from '../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { openMvText } from '../../../src-shared/text/device-text.ts';
import { parseArchitecture } from '../../../src-shared/usbdbg/replies.ts';
import { isAtLeast, type FirmwareVersion } from '../../../src-shared/usbdbg/version.ts';
import type { ByteTransport } from '../../transports/api/byte-transport.ts';
import { CameraError } from '../camera-error.ts';
import type { Camera, ConnectOptions } from '../camera.ts';
import type { CallOptions, PreviewFacet, ProfilerFacet } from '../facets.ts';
import { RunWatch } from '../kit/run-watch.ts';
import { StateTracker } from '../kit/state-tracker.ts';
import { UsbdbgProfiler } from './usbdbg-profiler.ts';
import { UsbdbgSession } from './usbdbg-session.ts';

/** What USBDBG offers; `profiler` depends on the build of the firmware. */
export const usbdbgCameraFeatures: CameraFeatures = {
  attachWithoutInterrupt: true,
  hardReset: true,
  bootloader: true,
  stopMayHang: false,
  frameEncodings: ['jpeg', 'raw', 'png'],
  rawPreview: false,
  previewSize: false,
  sensorChoice: false,
  channels: false,
  profiler: false,
  memory: false,
  files: false,
  console: false,
  touch: false,
};

export interface UsbdbgCameraOptions {
  readonly transport: ByteTransport;
  readonly clock: Clock;
  /** Names of sensors; assets/boards/boards.json. */
  readonly boards?: BoardTable;
  readonly stream?: StreamSettings;
}

/** A camera that collects garbage while the script arrives drops it; the second attempt is the last. */
const startAttempts = 2;
const startLimitMs = 2000;
/** A script ends at its next bytecode; a long call into the image library takes a second or more. */
const stopLimitMs = 3000;
/** After a stop the camera restarts and prints its banner. */
const promptLimitMs = 1000;
const noSensor = 0xff;

export class UsbdbgCamera implements Camera {
  readonly #options: UsbdbgCameraOptions;
  readonly #state: StateTracker;
  readonly #runs: RunWatch;
  readonly #frames = new Emitter<Frame>();
  readonly #frameProblems = new Emitter<Error>();
  readonly #text = new Emitter<Uint8Array>();
  #session: UsbdbgSession | undefined;
  #identity: CameraIdentity | undefined;
  #lostError: Error | undefined;
  #figures: LinkFigures = noFigures;
  #closing: Promise<void> | undefined;
  /** Run and stop take several commands each; they do not mix. */
  #operation: Promise<void> = Promise.resolve();
  #previewEnabled: boolean;

  readonly onStateChange: Camera['onStateChange'];
  readonly onRun: Camera['onRun'];
  readonly onFrame = this.#frames.event;
  readonly onFrameProblem = this.#frameProblems.event;
  readonly onText = this.#text.event;

  readonly preview: PreviewFacet = {
    configure: async ({ enabled }, options = {}) => {
      this.#previewEnabled = enabled;
      await raceAbort(this.#require().commands.enablePreview(enabled), options.signal);
    },
  };

  constructor(options: UsbdbgCameraOptions) {
    this.#options = options;
    this.#previewEnabled = options.stream?.enabled ?? true;
    this.#state = new StateTracker(options.clock);
    this.#runs = new RunWatch(options.clock, openMvText);
    this.onStateChange = this.#state.onChange;
    this.onRun = this.#runs.onRun;
    this.#state.onChange(({ state }) => this.#runs.noteState(state));
  }

  get state(): CameraState {
    return this.#state.state;
  }

  get identity(): CameraIdentity | undefined {
    return this.#identity;
  }

  get features(): CameraFeatures {
    return { ...usbdbgCameraFeatures, profiler: this.#session?.hasProfiler ?? false };
  }

  get figures(): LinkFigures {
    if (this.#session !== undefined) this.#figures = figuresOf(this.#session);
    return this.#figures;
  }

  get profiler(): ProfilerFacet | undefined {
    return this.#session?.hasProfiler === true ? new UsbdbgProfiler(this.#session.commands) : undefined;
  }

  async connect(options: ConnectOptions = {}): Promise<CameraIdentity> {
    const { signal, stopRunning = true } = options;
    await this.#closing;
    if (this.state !== 'disconnected') {
      throw new CameraError('already-connected', 'The camera is connecting or connected already.');
    }
    this.#lostError = undefined;
    this.#state.set('connecting');
    try {
      await this.#options.transport.open(signal);
      this.#requireConnecting();
      const session = this.#createSession();
      this.#identity = await raceAbort(this.#identify(session), signal);
      await raceAbort(session.commands.enablePreview(this.#previewEnabled), signal);
      const running = await raceAbort(session.commands.isRunning(), signal);
      session.start(running);
      this.#state.set(running ? 'running' : 'idle');
      if (stopRunning && running) await this.stop(options);
      return this.#identity;
    } catch (error) {
      const cause = this.#lostError ?? error;
      await this.#end(undefined);
      throw cause;
    }
  }

  async disconnect(): Promise<void> {
    await this.#end(undefined);
  }

  run(source: Uint8Array, options: CallOptions = {}): Promise<void> {
    this.#runs.noteStop();
    return this.#exclusive(async (session) => {
      await this.#stopNow(session, options);
      session.text.reset();
      for (let attempt = 0; attempt < startAttempts; attempt++) {
        if (await this.#startNow(session, source, options)) return;
        this.#requireSame(session);
      }
      throw new CameraError('script-did-not-start', 'The camera did not report the start of the script.');
    });
  }

  stop(options: CallOptions = {}): Promise<void> {
    this.#runs.noteStop();
    return this.#exclusive((session) => this.#stopNow(session, options));
  }

  async reset(): Promise<void> {
    await this.#require().commands.reset();
    await this.#end(undefined);
  }

  /** Starts the bootloader; the connection ends. */
  async boot(): Promise<void> {
    await this.#require().commands.reset(true);
    await this.#end(undefined);
  }

  async #stopNow(session: UsbdbgSession, { signal }: CallOptions): Promise<void> {
    if (!session.script.running) return;
    const prompt = session.text.waitForPrompt(promptLimitMs, signal);
    await session.commands.stop({ urgent: true, signal });
    const stopped = await session.script.waitForEnd(stopLimitMs, signal);
    this.#requireSame(session);
    if (!stopped) throw new CameraError('script-did-not-stop', 'The script does not stop.');
    // The banner of the restart must not be taken for text of the next script. Firmware without one costs the limit.
    await prompt;
    this.#requireSame(session);
  }

  /** Sends a script; true once it has started. A script that ends at once is seen only by its text. */
  async #startNow(session: UsbdbgSession, source: Uint8Array, { signal }: CallOptions): Promise<boolean> {
    const { starts } = session.script;
    session.text.startsScript = true;
    try {
      await session.commands.execute(source, { urgent: true, signal });
      return await session.script.waitUntil(() => session.script.starts > starts, startLimitMs, signal);
    } finally {
      session.text.startsScript = false;
    }
  }

  /** The connection may have ended, or another may have begun, while an operation waited. */
  #requireSame(session: UsbdbgSession): void {
    if (this.#session === session) return;
    throw this.#lostError ?? new CameraError('not-connected', 'The connection was ended.');
  }

  /** Runs an operation when the one before it is over. */
  #exclusive(work: (session: UsbdbgSession) => Promise<void>): Promise<void> {
    const done = this.#operation.then(() => work(this.#require()));
    this.#operation = done.catch(() => {});
    return done;
  }

  #createSession(): UsbdbgSession {
    const { transport, clock } = this.#options;
    const session = new UsbdbgSession(transport, clock, {
      text: (bytes) => {
        this.#text.emit(bytes);
        this.#runs.noteText(bytes);
      },
      frame: (frame) => this.#frames.emit(frame),
      frameProblem: (error) => this.#frameProblems.emit(error),
      lost: (error) => void this.#end(error),
    });
    session.script.onChange((change) => this.#state.set(change === 'started' ? 'running' : 'idle'));
    this.#session = session;
    return session;
  }

  async #identify({ commands }: UsbdbgSession): Promise<CameraIdentity> {
    const version = await commands.version();
    if (isAtLeast(version, 5, 0, 0)) {
      const data = { version: dotted(version) };
      throw new CameraError('unsupported-protocol', 'This firmware speaks protocol V2.', { data });
    }
    const { name, board, uniqueId } = parseArchitecture(await commands.architecture());
    const sensorId = commands.features.sensorId ? await commands.sensorId() : noSensor;
    const { boards = emptyBoardTable } = this.#options;
    return {
      board: name === '' ? board : `OpenMV ${board}`,
      serial: uniqueId,
      firmware: dotted(version),
      protocol: 'usbdbg',
      sensors: sensorId === noSensor || sensorId === 0 ? [] : [sensorName(boards, sensorId)],
      details: [{ key: 'firmwareTarget', value: name }],
      simulated: isSimulatedSerial(uniqueId),
    };
  }

  #require(): UsbdbgSession {
    if (this.#session === undefined) {
      throw new CameraError('not-connected', 'The camera is not connected.', { cause: this.#lostError });
    }
    return this.#session;
  }

  #requireConnecting(): void {
    if (this.#state.state !== 'connecting') throw new CameraError('not-connected', 'The connection was ended.');
  }

  async #end(error: Error | undefined): Promise<void> {
    if (error !== undefined) this.#lostError ??= error;
    const session = this.#session;
    if (session !== undefined) this.#figures = figuresOf(session);
    this.#session = undefined;
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
}

function figuresOf({ port }: UsbdbgSession): LinkFigures {
  const { bytesSent, bytesReceived, timeouts } = port;
  return { bytesSent, bytesReceived, faults: [{ key: 'timeouts', count: timeouts }] };
}

function dotted({ major, minor, patch }: FirmwareVersion): string {
  return `${major}.${minor}.${patch}`;
}
