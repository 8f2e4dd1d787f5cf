import { raceAbort } from '../../../src-shared/lib/abort.ts';
import type { Deferred } from '../../../src-shared/lib/deferred.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { CameraError } from '../../camera/camera-error.ts';
import type { Camera, ConnectOptions } from '../../camera/camera.ts';
import type { PreviewFacet, ProfilerFacet } from '../../camera/facets.ts';
import { RunWatch } from '../../camera/kit/run-watch.ts';
import { openMvFeatures } from '../../camera/openmv/openmv-features.ts';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import { openMvText } from '../../../src-shared/text/device-text.ts';
import { FakeChannels } from './fake-channels.ts';
import type { CameraIdentity } from '../../../src-shared/device/identity.ts';
import type { CameraState, StateChange } from '../../../src-shared/device/state.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import type { LinkFigures } from '../../../src-shared/device/link-figures.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';

export const fakeIdentity: CameraIdentity = {
  board: 'OpenMV Cam H7',
  serial: '0123456789abcdef',
  firmware: '5.0.0',
  protocol: 'openmv-v2 1.0.2',
  sensors: ['OV5640'],
  details: [{ key: 'processor', value: 'STM32H743' }],
  simulated: false,
};

/** A camera that does what its test says; behaves like a driver in its states and its errors. */
export class FakeCamera implements Camera {
  state: CameraState = 'disconnected';
  identity: CameraIdentity | undefined;
  features = openMvFeatures;
  readonly channels = new FakeChannels(() => this.#requireConnection());
  readonly preview: PreviewFacet = {
    configure: async (settings) => {
      this.#requireConnection();
      this.streams.push(settings);
    },
  };
  readonly figures: LinkFigures = {
    packetsSent: 1,
    packetsReceived: 2,
    bytesSent: 3,
    bytesReceived: 4,
    faults: [{ key: 'timeouts', count: 5 }],
  };

  profiler: ProfilerFacet | undefined;

  /** What `connect` fails with, once. */
  connectError: Error | undefined;
  /** While set, `connect` waits for it. */
  connectGate: Deferred<void> | undefined;
  /** A script is running, and a connection may leave it alone. */
  runsAlready = false;
  /** Calls of `stop`. */
  stops = 0;
  readonly connects: ConnectOptions[] = [];
  readonly sources: Uint8Array[] = [];
  /** The first is what it was opened with. */
  readonly streams: StreamSettings[] = [];
  readonly #state = new Emitter<StateChange>();
  readonly #frame = new Emitter<Frame>();
  readonly #frameProblem = new Emitter<Error>();
  readonly #text = new Emitter<Uint8Array>();
  readonly #runs: RunWatch;
  readonly onStateChange = this.#state.event;
  readonly onRun: Camera['onRun'];
  readonly onFrame = this.#frame.event;
  readonly onFrameProblem = this.#frameProblem.event;
  readonly onText = this.#text.event;
  #frames = 0;

  constructor(clock: Clock = systemClock) {
    this.#runs = new RunWatch(clock, openMvText);
    this.onRun = this.#runs.onRun;
  }

  async connect(options: ConnectOptions = {}): Promise<CameraIdentity> {
    this.connects.push(options);
    this.#to('connecting');
    try {
      if (this.connectGate !== undefined) await raceAbort(this.connectGate.promise, options.signal);
      if (this.connectError !== undefined) throw this.connectError;
    } catch (error) {
      this.connectError = undefined;
      this.#to('disconnected');
      throw error;
    }
    this.identity = fakeIdentity;
    this.#to(this.runsAlready && options.stopRunning === false ? 'running' : 'idle');
    return fakeIdentity;
  }

  disconnect(): Promise<void> {
    if (this.state !== 'disconnected') this.#to('disconnected');
    return Promise.resolve();
  }

  async run(source: Uint8Array): Promise<void> {
    this.#requireConnection();
    this.#runs.noteStop();
    if (this.state === 'running') this.#to('idle');
    await Promise.resolve();
    this.sources.push(source);
    this.#to('running');
  }

  stop(): Promise<void> {
    this.#requireConnection();
    this.stops += 1;
    this.#runs.noteStop();
    if (this.state === 'running') this.#to('idle');
    return Promise.resolve();
  }

  reset(): Promise<void> {
    this.#requireConnection();
    this.#to('disconnected');
    return Promise.resolve();
  }

  /** The script ends by itself. */
  endScript(): void {
    this.#to('rebooting');
    this.#to('idle');
  }

  /** Someone pulls the cable. */
  lose(error: Error): void {
    this.#to('disconnected', error);
  }

  print(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    this.#text.emit(bytes);
    this.#runs.noteText(bytes);
  }

  sendFrame(frame: Partial<Frame> = {}): void {
    this.#frames += 1;
    this.#frame.emit({
      sequence: this.#frames,
      width: 2,
      height: 1,
      encoding: 'raw',
      format: 0x0c030002,
      keyFrame: true,
      data: new Uint8Array([this.#frames, 0, 0, 0]),
      cameraFps: 30,
      eventAtMs: 0,
      receivedAtMs: 1,
      droppedBefore: 0,
      ...frame,
    });
  }

  /** A frame arrives damaged. */
  spoilFrame(error: Error): void {
    this.#frameProblem.emit(error);
  }

  #requireConnection(): void {
    if (this.state === 'disconnected') throw new CameraError('not-connected', 'Not connected.');
  }

  #to(state: CameraState, error?: Error): void {
    this.state = state;
    this.#state.emit(error === undefined ? { state } : { state, error });
    this.#runs.noteState(state);
  }
}
