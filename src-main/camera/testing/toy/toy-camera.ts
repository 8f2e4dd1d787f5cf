import type { CameraFeatures } from '../../../../src-shared/device/features.ts';
import type { CameraIdentity } from '../../../../src-shared/device/identity.ts';
import { noFigures } from '../../../../src-shared/device/link-figures.ts';
import type { CameraState } from '../../../../src-shared/device/state.ts';
import { DisposableStore } from '../../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../../src-shared/lib/emitter.ts';
import { PixelFormat } from '../../../../src-shared/picture/pixel-format.ts';
import type { Frame } from '../../../../src-shared/picture/frame.ts';
import { openMvText } from '../../../../src-shared/text/device-text.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { CameraError } from '../../camera-error.ts';
import type { Camera, ConnectOptions } from '../../camera.ts';
import type { DriverOptions } from '../../driver.ts';
import type { CallOptions } from '../../facets.ts';
import { RunWatch } from '../../kit/run-watch.ts';
import { StateTracker } from '../../kit/state-tracker.ts';
import { encodeToy, ToyParser, type ToyMessage } from './toy-protocol.ts';

const limitMs = 1000;

const features: CameraFeatures = {
  attachWithoutInterrupt: true,
  hardReset: false,
  bootloader: false,
  stopMayHang: false,
  frameEncodings: ['raw'],
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

/** A camera with the core and no facets. */
export class ToyCamera implements Camera {
  readonly #transport: ByteTransport;
  readonly #options: DriverOptions;
  readonly #state: StateTracker;
  readonly #runs: RunWatch;
  readonly #frames = new Emitter<Frame>();
  readonly #text = new Emitter<Uint8Array>();
  readonly #problems = new Emitter<Error>();
  #listening = new DisposableStore();
  #sequence = 0;

  readonly onStateChange: Camera['onStateChange'];
  readonly onRun: Camera['onRun'];
  readonly onText = this.#text.event;
  readonly onFrame = this.#frames.event;
  readonly onFrameProblem = this.#problems.event;
  readonly features = features;
  readonly figures = noFigures;
  identity: CameraIdentity | undefined;

  constructor(transport: ByteTransport, options: DriverOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#state = new StateTracker(options.clock);
    this.#runs = new RunWatch(options.clock, openMvText);
    this.onStateChange = this.#state.onChange;
    this.onRun = this.#runs.onRun;
    this.#state.onChange(({ state }) => this.#runs.noteState(state));
  }

  get state(): CameraState {
    return this.#state.state;
  }

  async connect({ signal, stopRunning = true }: ConnectOptions = {}): Promise<CameraIdentity> {
    if (this.state !== 'disconnected') throw new CameraError('already-connected', 'Connected already.');
    this.#state.set('connecting');
    try {
      await this.#transport.open(signal);
      const parser = new ToyParser();
      this.#listening = new DisposableStore();
      this.#listening.add(
        this.#transport.onData((bytes) => {
          for (const message of parser.push(bytes)) this.#onMessage(message);
        }),
      );
      this.#listening.add(this.#transport.onClose((error) => this.#end(error)));
      await this.#ask('HELLO', (state) => state === 'idle' || state === 'running', signal);
      if (stopRunning) await this.stop(signal && { signal });
      return this.identity!;
    } catch (error) {
      this.#end(undefined);
      await this.#transport.close();
      throw error;
    }
  }

  async disconnect(): Promise<void> {
    this.#end(undefined);
    await this.#transport.close();
  }

  async run(source: Uint8Array, { signal }: CallOptions = {}): Promise<void> {
    await this.stop(signal && { signal });
    this.#requireConnected();
    await this.#transport.write(encodeToy(`RUN ${source.length}`, source));
    await this.#waitFor((state) => state === 'running', signal);
  }

  async stop({ signal }: CallOptions = {}): Promise<void> {
    this.#requireConnected();
    if (this.state !== 'running') return;
    this.#runs.noteStop();
    await this.#ask('STOP', (state) => state === 'idle', signal);
  }

  reset(): Promise<void> {
    return Promise.reject(new CameraError('not-supported', 'No reset.', { data: { feature: 'hardReset' } }));
  }

  async #ask(line: string, accept: (state: CameraState) => boolean, signal: AbortSignal | undefined): Promise<void> {
    await this.#transport.write(encodeToy(line));
    await this.#waitFor(accept, signal);
  }

  async #waitFor(accept: (state: CameraState) => boolean, signal: AbortSignal | undefined): Promise<void> {
    const done = await this.#state.waitFor((state) => accept(state) || state === 'disconnected', limitMs, signal);
    this.#requireConnected();
    if (!done) throw new CameraError('camera-silent', 'No answer.', { data: { afterMs: limitMs } });
  }

  #requireConnected(): void {
    if (this.state === 'disconnected') throw new CameraError('not-connected', 'Not connected.');
  }

  #onMessage({ words: [name, ...values], data }: ToyMessage): void {
    if (name === 'TOY') {
      this.identity = {
        board: 'Toy',
        serial: '1',
        firmware: values[0]!,
        protocol: `toy ${values[0]}`,
        sensors: [],
        details: [],
        simulated: true,
      };
      this.#state.set(values[1] === '1' ? 'running' : 'idle');
    }
    if (name === 'STARTED') this.#state.set('running');
    if (name === 'ENDED') this.#state.set('idle');
    if (name === 'TEXT') {
      this.#text.emit(data);
      this.#runs.noteText(data);
    }
    if (name === 'FRAME') this.#onFrame(Number(values[0]), Number(values[1]), data);
  }

  #onFrame(width: number, height: number, data: Uint8Array): void {
    const nowMs = this.#options.clock.now();
    this.#sequence += 1;
    this.#frames.emit({
      sequence: this.#sequence,
      encoding: 'raw',
      format: PixelFormat.grayscale,
      width,
      height,
      data,
      keyFrame: true,
      cameraFps: 0,
      eventAtMs: nowMs,
      receivedAtMs: nowMs,
      droppedBefore: 0,
    });
  }

  #end(error: Error | undefined): void {
    this.#listening.dispose();
    this.#state.set('disconnected', error);
  }
}
