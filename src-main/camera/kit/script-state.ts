// Whether a script runs on the device, for the session that follows the device's reports and for callers that wait for a
// start or an end. Reports count only while tracking: a device that restarts reports its boot scripts too, and during a
// resynchronization nothing is certain.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { waitUntil } from './wait-until.ts';

export type ScriptChange = 'started' | 'ended';

export class ScriptState implements Disposable {
  readonly #clock: Clock;
  readonly #reports = new Emitter<ScriptChange>();
  readonly #updates = new Emitter<void>();
  /** A start or an end that the device reported, or that became known by asking it. */
  readonly onChange = this.#reports.event;
  /** Fires after each of them, and whenever `running` may have changed for another reason. */
  readonly onUpdate = this.#updates.event;
  #tracking = false;
  #running = false;
  #starts = 0;
  #restarts = 0;
  #disposed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The last known state; may be outdated during a resynchronization. */
  get running(): boolean {
    return this.#running;
  }

  /** Starts that were seen on this connection. */
  get starts(): number {
    return this.#starts;
  }

  /** Restarts of the device on this connection: a script that it has accepted before one has run. */
  get restarts(): number {
    return this.#restarts;
  }

  /** The device was asked at the end of a set-up: from now on its reports count. */
  track(running: boolean): void {
    this.#tracking = true;
    this.#running = running;
    this.#updates.emit();
  }

  /** Ignores reports until `track`: the state is not certain. */
  suspend(): void {
    this.#tracking = false;
  }

  /** The device seems to have restarted: ignores reports until `track`, which finds out whether a script runs. */
  noteUnreportedRestart(): void {
    this.#tracking = false;
    this.#restarts++;
    this.#updates.emit();
  }

  /** The device restarts, which ends every script. Ignores reports until `track`. */
  noteRestart(): void {
    this.#tracking = false;
    this.#running = false;
    this.#restarts++;
    this.#updates.emit();
  }

  reportStart(): void {
    if (!this.#tracking) return;
    this.#starts++;
    this.#change(true);
  }

  reportEnd(): void {
    if (!this.#tracking) return;
    // A script that ends has started, even if that report was lost.
    if (!this.#running) this.#starts++;
    this.#change(false);
  }

  /** The device was asked. A difference means that a report was lost. */
  observe(running: boolean): void {
    if (running === this.#running) return;
    if (running) this.reportStart();
    else this.reportEnd();
  }

  /** Resolves with true when no script runs, with false after `limitMs` or at the end of the connection. */
  waitForEnd(limitMs: number, signal?: AbortSignal): Promise<boolean> {
    return this.waitUntil(() => !this.#running, limitMs, signal);
  }

  /** Resolves with true when the condition holds, with false after `limitMs` or at the end of the connection. */
  async waitUntil(condition: () => boolean, limitMs: number, signal?: AbortSignal): Promise<boolean> {
    await waitUntil({
      clock: this.#clock,
      changes: this.#updates.event,
      condition: () => this.#disposed || condition(),
      limitMs,
      signal,
    });
    return condition();
  }

  dispose(): void {
    this.#disposed = true;
    this.#updates.emit();
    this.#updates.dispose();
    this.#reports.dispose();
  }

  #change(running: boolean): void {
    this.#running = running;
    this.#reports.emit(running ? 'started' : 'ended');
    this.#updates.emit();
  }
}
