// One run of a script as the host and the command line see it: its own text, its tracebacks, and how it ended.
// Above: host/services, cli. Below: any Camera, or what stands for the current one.

import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import { BannerFilter } from '../../src-shared/text/banner-filter.ts';
import { concatBytes, latin1 } from '../../src-shared/lib/bytes.ts';
import { openMvText, type DeviceText } from '../../src-shared/text/device-text.ts';
import type { Traceback } from '../../src-shared/text/traceback.ts';
import { isStopTraceback, TracebackParser } from '../../src-shared/text/traceback-parser.ts';
import type { Camera, RunEndReason } from './camera.ts';

/** What is tracked: a camera, or an object that passes on the events of the current one. */
export type TrackedCamera = Pick<Camera, 'onRun' | 'onText' | 'onStateChange'>;

/** How a run ended; all of its text has been delivered. */
export interface RunEnd {
  readonly reason: RunEndReason;
  /** The exception that ended the script; absent for Stop and `sys.exit()`. */
  readonly traceback?: Traceback;
}

export class RunTracker implements Disposable {
  readonly #words: DeviceText;
  readonly #store = new DisposableStore();
  readonly #starts = this.#store.add(new Emitter<void>());
  readonly #ends = this.#store.add(new Emitter<RunEnd>());
  readonly #found = this.#store.add(new Emitter<Traceback>());
  readonly #ownText = this.#store.add(new Emitter<Uint8Array>());
  readonly #parser: TracebackParser;
  #banner: BannerFilter;
  #running = false;
  /** Of the run that starts next. */
  #source: string | undefined;
  /** Text since the script ended: part of it may be the firmware's. */
  #held: Uint8Array | undefined;

  readonly onStart = this.#starts.event;
  readonly onEnd = this.#ends.event;
  /** Tracebacks as they are printed; those that Stop causes are left out. */
  readonly onTraceback = this.#found.event;
  /** What the script printed, without the firmware's banner, prompt, interrupt and restart. Valid during the call only. */
  readonly onOwnText = this.#ownText.event;

  constructor(camera: TrackedCamera, words: DeviceText = openMvText) {
    this.#words = words;
    this.#parser = new TracebackParser({ words });
    this.#banner = new BannerFilter(words);
    this.#store.add(camera.onText((bytes) => this.#onText(bytes)));
    this.#store.add(
      camera.onStateChange(({ state }) => {
        if (state === 'rebooting' || state === 'idle') this.holdText();
      }),
    );
    this.#store.add(
      camera.onRun((event) => {
        if (event.kind === 'started') this.#start();
        else this.#end(event.reason);
      }),
    );
  }

  /** A script has started and has not ended with all of its text. */
  get running(): boolean {
    return this.#running;
  }

  /** The exception that the script has ended with, as far as it has been printed. */
  get traceback(): Traceback | undefined {
    const { final } = this.#parser;
    return final === undefined || isStopTraceback(final) ? undefined : final;
  }

  /** The next run is of this script; tracebacks are understood better with it. */
  expect(source: Uint8Array): void {
    this.#source = new TextDecoder().decode(source);
  }

  /** Keeps own text back from now on: the script is being stopped, and the firmware's text is removed from the end. */
  holdText(): void {
    if (this.#running) this.#held ??= new Uint8Array();
  }

  /** Delivers the text that was kept back. Called at the end of the run; earlier by those who do not wait for it. */
  releaseText(): void {
    const held = this.#held;
    this.#held = undefined;
    this.#emit(concatBytes(this.#banner.push(this.#ownPart(held ?? new Uint8Array())), this.#banner.flush()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #onText(bytes: Uint8Array): void {
    for (const traceback of this.#parser.push(bytes)) {
      if (!isStopTraceback(traceback)) this.#found.emit(traceback);
    }
    // Text before the start was printed by an earlier script.
    if (!this.#running) return;
    if (this.#held === undefined) this.#emit(this.#banner.push(bytes));
    else this.#held = concatBytes(this.#held, bytes);
  }

  #start(): void {
    this.#running = true;
    this.#held = undefined;
    this.#banner = new BannerFilter(this.#words);
    this.#parser.reset({ source: this.#source });
    this.#source = undefined;
    this.#starts.emit();
  }

  #end(reason: RunEndReason): void {
    if (!this.#running) return;
    this.releaseText();
    this.#running = false;
    const { traceback } = this;
    this.#ends.emit({ reason, ...(traceback !== undefined && { traceback }) });
  }

  /** Without the restart and what follows it, and without the traceback of Stop. */
  #ownPart(held: Uint8Array): Uint8Array {
    const text = latin1(held);
    const reboot = text.indexOf(this.#words.softReboot);
    const own = reboot < 0 ? held : held.subarray(0, reboot);
    const parser = new TracebackParser({ words: this.#words });
    parser.push(own);
    if (parser.final === undefined || !isStopTraceback(parser.final)) return own;
    return own.subarray(0, text.slice(0, own.length).lastIndexOf('Traceback'));
  }

  #emit(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#ownText.emit(bytes);
  }
}
