// The script engine of the virtual camera: real MicroPython in a worker thread, one that runs and one kept warm for the
// next soft reboot. The stop ladder is here: KeyboardInterrupt, and after a moment the end of the thread.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import { systemClock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type {
  ChannelCall,
  ChannelReply,
  PublishedFrame,
  RunResult,
  ScriptChannel,
  ScriptChannelEvent,
  ScriptEngine,
  ScriptEngineOptions,
} from '../core/script-engine.ts';
import type { Calibration } from './calibration.ts';
import { ScriptWorker } from './script-worker.ts';

/** A script that swallows KeyboardInterrupt for this long loses its thread. */
const usualInterruptLimitMs = 250;
/** For loops that fill the heap without ever waiting for a frame. */
const collectIntervalMs = 100;

/** A fresh start is often followed by a script at once: the spare does not compete with it. */
const spareDelayMs = 300;

const encoder = new TextEncoder();

/** The binary never changes while we run, so one calibration serves all engines. */
let knownCalibration: Calibration | undefined;

export class MicroPythonEngine implements ScriptEngine {
  readonly #options: ScriptEngineOptions;
  readonly #clock: Clock;
  readonly #interruptLimitMs: number;
  readonly #started = new Emitter<void>();
  readonly #ended = new Emitter<RunResult>();
  readonly #text = new Emitter<Uint8Array>();
  readonly #frame = new Emitter<PublishedFrame | undefined>();
  readonly #channelRegistered = new Emitter<ScriptChannel>();
  readonly #channelEvent = new Emitter<ScriptChannelEvent>();
  #current: ScriptWorker;
  #spare: ScriptWorker | undefined;
  #ready: Promise<void>;
  #running = false;
  #frameWanted = false;
  #eventsTaken = true;
  #interruptLimit: Disposable | undefined;
  #collecting: Disposable | undefined;
  #sparing: Disposable | undefined;
  #disposed = false;

  readonly onStarted = this.#started.event;
  readonly onEnded = this.#ended.event;
  readonly onText = this.#text.event;
  readonly onFrame = this.#frame.event;
  readonly onChannelRegistered = this.#channelRegistered.event;
  readonly onChannelEvent = this.#channelEvent.event;

  /** Starts loading the interpreter at once; see `ready`. */
  constructor(
    options: ScriptEngineOptions,
    clock: Clock = systemClock,
    interruptLimitMs: number = usualInterruptLimitMs,
  ) {
    this.#options = options;
    this.#clock = clock;
    this.#interruptLimitMs = interruptLimitMs;
    this.#current = this.#createWorker();
    this.#ready = this.#begin(this.#current);
  }

  get running(): boolean {
    return this.#running;
  }

  /** Rejects when the interpreter cannot be loaded. */
  ready(): Promise<void> {
    return this.#ready;
  }

  run(source: Uint8Array): void {
    if (this.#running) throw new Error('A script is running.');
    this.#running = true;
    if (this.#current.dead) {
      queueMicrotask(() => this.#fail('The interpreter ended.'));
      return;
    }
    this.#current.setFrameWanted(this.#frameWanted);
    this.#current.setEventsTaken(this.#eventsTaken);
    this.#current.run(source);
    this.#collectLater();
  }

  interrupt(): void {
    if (!this.#running) return;
    const worker = this.#current;
    worker.interrupt();
    this.#interruptLimit ??= this.#clock.after(this.#interruptLimitMs, () => {
      worker.dispose();
      this.#end({ kind: 'interrupted' });
    });
  }

  restart(): Promise<void> {
    const discarded = this.#current;
    if (this.#running) this.#end({ kind: 'interrupted' });
    discarded.dispose();
    this.#sparing?.dispose();
    const spare = this.#spare;
    this.#spare = undefined;
    this.#current = spare === undefined || spare.dead ? this.#createWorker() : spare;
    this.#ready = this.#begin(this.#current);
    return this.#ready;
  }

  call(handle: number, call: ChannelCall): Promise<ChannelReply> {
    if (!this.#running) return Promise.resolve({ kind: 'raised' });
    return this.#current.call(handle, call);
  }

  setFrameWanted(wanted: boolean): void {
    this.#frameWanted = wanted;
    this.#current.setFrameWanted(wanted);
  }

  setEventsTaken(taken: boolean): void {
    this.#eventsTaken = taken;
    this.#current.setEventsTaken(taken);
  }

  dispose(): void {
    this.#disposed = true;
    this.#running = false;
    this.#interruptLimit?.dispose();
    this.#collecting?.dispose();
    this.#sparing?.dispose();
    this.#current.dispose();
    this.#spare?.dispose();
  }

  #createWorker(): ScriptWorker {
    return new ScriptWorker(this.#options, knownCalibration, this.#clock);
  }

  #begin(worker: ScriptWorker): Promise<void> {
    this.#listen(worker);
    const ready = this.#makeReady(worker);
    // A caller that does not await it must not get an unhandled rejection.
    ready.catch(() => undefined);
    return ready;
  }

  async #makeReady(worker: ScriptWorker): Promise<void> {
    knownCalibration = await worker.ready;
    if (this.#disposed || worker !== this.#current) return;
    this.#sparing = this.#clock.after(spareDelayMs, () => {
      this.#spare ??= this.#createWorker();
    });
  }

  #listen(worker: ScriptWorker): void {
    worker.attach({
      onStarted: () => this.#started.emit(),
      onText: (text) => this.#text.emit(text),
      onEvent: (event) => this.#channelEvent.emit(event),
      onMessage: (message) => {
        if (message.kind === 'frame') this.#frame.emit(message.frame);
        else if (message.kind === 'registered') this.#channelRegistered.emit(message.channel);
        else this.#end(message.result);
      },
      onDead: (reason) => this.#fail(reason),
    });
  }

  #fail(reason: string): void {
    if (!this.#running) return;
    this.#text.emit(encoder.encode(`The simulated camera failed: ${reason}\r\n`));
    this.#end({ kind: 'exception' });
  }

  #end(result: RunResult): void {
    if (!this.#running) return;
    this.#running = false;
    this.#interruptLimit?.dispose();
    this.#interruptLimit = undefined;
    this.#collecting?.dispose();
    this.#ended.emit(result);
  }

  #collectLater(): void {
    this.#collecting = this.#clock.after(collectIntervalMs, () => {
      if (this.#running) {
        this.#current.collectIfDue();
        this.#collectLater();
      }
    });
  }
}
