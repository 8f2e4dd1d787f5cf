// Tells when a run starts and when it is over with all of its text delivered. Firmware may send the last text of a script
// after its restart, followed by a fixed line; a driver feeds states and text, after it has passed them on.

import type { CameraState } from '../../../src-shared/device/state.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { DeviceText } from '../../../src-shared/text/device-text.ts';
import type { RunEndReason, RunEvent } from '../camera.ts';
import { TextSpotter } from './text-spotter.ts';

/** How long to wait for the last text once the camera is idle; firmware announces text every 50 to 100 ms. */
const lastTextMs = 400;

export class RunWatch implements Disposable {
  readonly #clock: Clock;
  readonly #spotter: TextSpotter;
  readonly #events = new Emitter<RunEvent>();
  #running = false;
  #stopping = false;
  /** The script has ended; its last text may still be on its way. */
  #over = false;
  #lastText: Disposable | undefined;

  readonly onRun = this.#events.event;
  /** Runs that have started. */
  starts = 0;

  constructor(clock: Clock, words: DeviceText) {
    this.#clock = clock;
    this.#spotter = new TextSpotter(words.softReboot);
  }

  /** The camera entered a state. */
  noteState(state: CameraState): void {
    if (state === 'running') this.#start();
    else if (state === 'disconnected') this.#end('disconnected');
    else if (state === 'rebooting') this.#over = this.#running;
    else if (state === 'idle' && this.#running) this.#awaitLastText();
  }

  /** Text was passed on. */
  noteText(bytes: Uint8Array): void {
    if (this.#running && this.#spotter.push(bytes) && this.#lastText !== undefined) this.#end();
  }

  /** The present run is to be ended by `stop` or by another run. */
  noteStop(): void {
    this.#stopping = this.#running;
  }

  /** The camera accepted a script although no change of its state was seen: `starts` was `before`. */
  noteAccepted(before: number): void {
    if (this.starts !== before) return;
    this.#over = true;
    this.#start();
  }

  dispose(): void {
    this.#lastText?.dispose();
    this.#events.dispose();
  }

  #start(): void {
    // A recovery of the link passes through `running` too; the run goes on.
    if (this.#running && !this.#over) return;
    this.#end();
    this.#running = true;
    this.#over = false;
    this.#stopping = false;
    this.starts += 1;
    this.#spotter.reset();
    this.#events.emit({ kind: 'started' });
  }

  #awaitLastText(): void {
    this.#over = true;
    if (this.#spotter.seen) this.#end();
    else this.#lastText ??= this.#clock.after(lastTextMs, () => this.#end());
  }

  #end(reason: RunEndReason = this.#stopping ? 'stopped' : 'finished'): void {
    this.#lastText?.dispose();
    this.#lastText = undefined;
    if (!this.#running) return;
    this.#running = false;
    this.#events.emit({ kind: 'ended', reason });
  }
}
