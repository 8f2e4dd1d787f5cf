// One script to its end on a connected camera: limits, frames, text, and how it ended.
// Above: run-command.ts, watch-command.ts and snapshot-command.ts. Below: the Camera interface.

import type { Clock } from '../../src-shared/lib/clock.ts';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import type { Camera } from '../camera/camera.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import type { Traceback } from '../../src-shared/text/traceback.ts';
import { CliError } from './cli-error.ts';
import { RunTracker } from '../camera/run-tracker.ts';

/** A recording starts shortly after the connection. */
const startMs = 1000;

export interface RunOptions {
  readonly clock: Clock;
  /** Limits; without one the script runs to its own end. */
  readonly seconds?: number | undefined;
  readonly frames?: number | undefined;
  /** Ends it as a limit does. */
  readonly signal?: AbortSignal | undefined;
  /** Source of the frames, if not the camera's stream. */
  readonly onFrame?: Camera['onFrame'] | undefined;
  /** The script's output; valid during the call only. */
  readonly onText?: (bytes: Uint8Array) => void;
}

export interface RunResult {
  readonly endedBy: 'script' | 'seconds' | 'frames' | 'interrupt';
  readonly frames: number;
  /** Frames per second between the first and the last frame; 0 for fewer than two. */
  readonly fps: number;
  /** Bytes of frame data. */
  readonly bytes: number;
  readonly dropped: number;
  readonly stdoutBytes: number;
  readonly seconds: number;
  readonly lastFrame: Frame | undefined;
  readonly exception: Traceback | undefined;
}

/** Runs `source` and resolves when it has ended or was stopped. Rejects if the camera fails or disconnects. */
export async function runSession(camera: Camera, source: Uint8Array, options: RunOptions): Promise<RunResult> {
  const session = new RunSession(camera, options);
  try {
    return await session.run(source);
  } finally {
    session.dispose();
  }
}

/**
 * Connects by `connect`, watches the running script and resolves when it has ended; a limit ends only the watching.
 * Rejects with `no-script` if no script is running.
 */
export async function watchSession(
  camera: Camera,
  connect: () => Promise<void>,
  options: RunOptions,
): Promise<RunResult> {
  const session = new RunSession(camera, options);
  try {
    return await session.watch(connect);
  } finally {
    session.dispose();
  }
}

class RunSession implements Disposable {
  readonly #camera: Camera;
  readonly #options: RunOptions;
  readonly #store = new DisposableStore();
  readonly #tracker: RunTracker;
  readonly #started = new Deferred<void>();
  readonly #ended = new Deferred<RunResult['endedBy']>();
  /** All text of the run has been delivered. */
  readonly #complete = new Deferred<void>();
  #hasStarted = false;
  #stdoutBytes = 0;
  #frames = 0;
  #bytes = 0;
  #dropped = 0;
  #firstFrame: Frame | undefined;
  #lastFrame: Frame | undefined;

  constructor(camera: Camera, options: RunOptions) {
    this.#camera = camera;
    this.#options = options;
    this.#tracker = this.#store.add(new RunTracker(camera));
  }

  async run(source: Uint8Array): Promise<RunResult> {
    const { clock, signal } = this.#options;
    this.#tracker.expect(source);
    this.#listen();
    const startedMs = clock.now();
    await this.#camera.run(source, signal === undefined ? {} : { signal });
    const endedBy = await this.#untilEnd();
    const runMs = clock.now() - startedMs;
    if (endedBy !== 'script') await this.#camera.stop();
    return this.#finish(endedBy, runMs / 1000);
  }

  async watch(connect: () => Promise<void>): Promise<RunResult> {
    const { clock } = this.#options;
    // Before connecting: the first text follows the answer at once.
    this.#listen();
    await connect();
    await this.#untilStart();
    if (!this.#hasStarted) throw new CliError('no-script', 'No script runs.');
    const startedMs = clock.now();
    const endedBy = await this.#untilEnd();
    return this.#finish(endedBy, (clock.now() - startedMs) / 1000);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #untilStart(): Promise<void> {
    const limit = this.#store.add(this.#options.clock.after(startMs, () => this.#started.resolve()));
    await this.#started.promise;
    limit.dispose();
  }

  async #untilEnd(): Promise<RunResult['endedBy']> {
    const { clock, seconds, signal } = this.#options;
    if (seconds !== undefined) this.#store.add(clock.after(seconds * 1000, () => this.#end('seconds')));
    const interrupt = (): void => this.#end('interrupt');
    if (signal?.aborted) interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    this.#store.addCallback(() => signal?.removeEventListener('abort', interrupt));
    return this.#ended.promise;
  }

  async #finish(endedBy: RunResult['endedBy'], seconds: number): Promise<RunResult> {
    if (endedBy === 'script') await this.#complete.promise;
    else this.#tracker.releaseText();
    return this.#result(endedBy, seconds);
  }

  #listen(): void {
    const { onFrame = this.#camera.onFrame, onText } = this.#options;
    this.#store.add(
      this.#tracker.onOwnText((bytes) => {
        this.#stdoutBytes += bytes.length;
        onText?.(bytes);
      }),
    );
    this.#store.add(
      this.#tracker.onStart(() => {
        this.#hasStarted = true;
        this.#started.resolve();
      }),
    );
    this.#store.add(
      this.#tracker.onEnd(({ reason }) => {
        this.#complete.resolve();
        // The change of state, which carries the reason, follows.
        if (reason !== 'disconnected') this.#end('script');
      }),
    );
    this.#store.add(onFrame((frame) => this.#onFrame(frame)));
    this.#store.add(
      this.#camera.onStateChange(({ state, error }) => {
        if (state === 'disconnected') {
          this.#ended.reject(error ?? new Error('The camera was disconnected.'));
          this.#started.resolve();
        }
        if (this.#tracker.running && (state === 'rebooting' || state === 'idle')) this.#end('script');
      }),
    );
    // The connection may also end while nothing waits for it yet.
    this.#ended.promise.catch(() => undefined);
  }

  /** The first reason counts. From here on text is held: its end may be the camera's, not the script's. */
  #end(reason: RunResult['endedBy']): void {
    this.#tracker.holdText();
    this.#ended.resolve(reason);
  }

  #onFrame(frame: Frame): void {
    const { frames } = this.#options;
    if (frames !== undefined && this.#frames >= frames) return;
    this.#frames += 1;
    this.#bytes += frame.data.length;
    this.#dropped += frame.droppedBefore;
    this.#firstFrame ??= frame;
    this.#lastFrame = frame;
    if (frames !== undefined && this.#frames >= frames) this.#end('frames');
  }

  #result(endedBy: RunResult['endedBy'], seconds: number): RunResult {
    const spanMs = (this.#lastFrame?.receivedAtMs ?? 0) - (this.#firstFrame?.receivedAtMs ?? 0);
    return {
      endedBy,
      frames: this.#frames,
      fps: spanMs > 0 ? ((this.#frames - 1) * 1000) / spanMs : 0,
      bytes: this.#bytes,
      dropped: this.#dropped,
      stdoutBytes: this.#stdoutBytes,
      seconds,
      lastFrame: this.#lastFrame,
      exception: endedBy === 'script' ? this.#tracker.traceback : undefined,
    };
  }
}
