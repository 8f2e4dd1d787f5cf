// One script to its end on a connected camera: limits, frames, text, and how it ended.
// Above: run-command.ts, watch-command.ts and snapshot-command.ts. Below: the Camera interface.

import type { Clock } from '../../src-shared/lib/clock.ts';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import type { Camera } from '../camera/camera.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import type { Traceback } from '../../src-shared/text/traceback.ts';
import { CliError } from './cli-error.ts';
import { BannerFilter } from './banner-filter.ts';
import { isStopTraceback, TracebackParser } from '../../src-shared/text/traceback-parser.ts';

/** The camera sends the last of a script's text after it has restarted, with this line behind it. */
const rebootLine = 'MPY: soft reboot';
/** How long to wait for that line after the restart; firmware announces text every 50–100 ms. */
const lastTextMs = 400;
/** A recording begins shortly after somebody has connected to it. */
const startMs = 1000;
/** Restarts last up to seconds on boards with large file systems. */
const rebootMs = 5000;

export interface RunOptions {
  readonly clock: Clock;
  /** Limits; without one the script runs to its own end. */
  readonly seconds?: number | undefined;
  readonly frames?: number | undefined;
  /** Ends it as a limit does. */
  readonly signal?: AbortSignal | undefined;
  /** Pictures come from the camera's stream unless from here. */
  readonly onFrame?: Camera['onFrame'] | undefined;
  /** The script's output; valid during the call only. */
  readonly onText?: (bytes: Uint8Array) => void;
}

export interface RunResult {
  readonly endedBy: 'script' | 'seconds' | 'frames' | 'interrupt';
  readonly frames: number;
  /** Frames a second between the first and the last frame; 0 for fewer than two. */
  readonly fps: number;
  /** Bytes of picture data. */
  readonly bytes: number;
  readonly dropped: number;
  readonly stdoutBytes: number;
  readonly seconds: number;
  readonly lastFrame: Frame | undefined;
  readonly exception: Traceback | undefined;
}

/** Runs `source` and resolves when it has ended or was stopped. Rejects when the camera fails or goes away. */
export async function runSession(camera: Camera, source: Uint8Array, options: RunOptions): Promise<RunResult> {
  const session = new RunSession(camera, options);
  try {
    return await session.run(source);
  } finally {
    session.dispose();
  }
}

/**
 * Connects by `connect`, watches the script that runs and resolves when it has ended; a limit ends the watching only.
 * Rejects with `no-script` when none runs.
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
  readonly #ended = new Deferred<RunResult['endedBy']>();
  readonly #greeting = new BannerFilter();
  readonly #tracebacks = new TracebackParser();
  readonly #progress: (() => void)[] = [];
  #started = false;
  #scriptOver = false;
  #heldText = Buffer.alloc(0);
  #stdoutBytes = 0;
  #frames = 0;
  #bytes = 0;
  #dropped = 0;
  #firstFrame: Frame | undefined;
  #lastFrame: Frame | undefined;

  constructor(camera: Camera, options: RunOptions) {
    this.#camera = camera;
    this.#options = options;
  }

  async run(source: Uint8Array): Promise<RunResult> {
    const { clock, signal } = this.#options;
    this.#tracebacks.reset({ source: new TextDecoder().decode(source) });
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
    // Before connecting: the first text comes right behind it.
    this.#listen();
    await connect();
    await this.#until(() => this.#started, startMs, clock);
    if (!this.#started) throw new CliError('no-script', 'No script runs.');
    const startedMs = clock.now();
    const endedBy = await this.#untilEnd();
    return this.#finish(endedBy, (clock.now() - startedMs) / 1000);
  }

  dispose(): void {
    this.#store.dispose();
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
    if (endedBy === 'script') await this.#awaitLastText();
    this.#printHeldText();
    return this.#result(endedBy, seconds);
  }

  #listen(): void {
    this.#store.add(this.#camera.onText((bytes) => this.#onText(bytes)));
    const { onFrame = this.#camera.onFrame } = this.#options;
    this.#store.add(onFrame((frame) => this.#onFrame(frame)));
    this.#store.add(
      this.#camera.onStateChange(({ state, error }) => {
        if (state === 'disconnected') this.#ended.reject(error ?? new Error('The camera was disconnected.'));
        if (state === 'running') this.#started = true;
        if (this.#started && (state === 'rebooting' || state === 'idle')) this.#end('script');
        this.#notify();
      }),
    );
    // The end of the connection may also come while nobody waits for it yet.
    this.#ended.promise.catch(() => undefined);
  }

  /** The first reason counts. From here on text is held: its end may be the camera's, not the script's. */
  #end(reason: RunResult['endedBy']): void {
    this.#scriptOver = true;
    this.#ended.resolve(reason);
  }

  #onText(chunk: Uint8Array): void {
    // What comes before the start was printed by an earlier script.
    if (!this.#started) return;
    if (this.#scriptOver) {
      this.#heldText = Buffer.concat([this.#heldText, chunk]);
      this.#notify();
    } else this.#print(this.#greeting.push(chunk));
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

  /** Waits until the camera is back and has told the rest; gives up silently, for then there is no rest. */
  async #awaitLastText(): Promise<void> {
    const { clock } = this.#options;
    const complete = (): boolean => this.#heldText.includes(rebootLine);
    const back = (): boolean => this.#camera.state === 'idle' || this.#camera.state === 'disconnected';
    await this.#until(() => complete() || back(), rebootMs, clock);
    await this.#until(complete, lastTextMs, clock);
  }

  #until(condition: () => boolean, limitMs: number, clock: Clock): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const limit = this.#store.add(clock.after(limitMs, resolve));
      this.#progress.push(() => {
        if (!condition()) return;
        limit.dispose();
        resolve();
      });
    });
  }

  #notify(): void {
    for (const check of this.#progress) check();
  }

  /** What the camera itself says after a script (interrupt, restart, prompt) is not the script's output. */
  #printHeldText(): void {
    let own = Buffer.concat([this.#greeting.push(this.#heldText), this.#greeting.flush()]);
    const reboot = own.indexOf(rebootLine);
    if (reboot >= 0) own = own.subarray(0, reboot);
    const parser = new TracebackParser();
    parser.push(own);
    if (parser.final !== undefined && isStopTraceback(parser.final))
      own = own.subarray(0, own.lastIndexOf('Traceback'));
    this.#print(own);
  }

  #print(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#stdoutBytes += bytes.length;
    this.#tracebacks.push(bytes);
    this.#options.onText?.(bytes);
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
      exception: endedBy === 'script' ? this.#exception() : undefined,
    };
  }

  #exception(): Traceback | undefined {
    const { final } = this.#tracebacks;
    // Somebody else may have stopped the script; and sys.exit() is no failure.
    return final === undefined || isStopTraceback(final) ? undefined : final;
  }
}
