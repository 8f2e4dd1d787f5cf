// From EXEC to the prompt after the soft reboot (docs/protocol-v2.md §13): the firmware's main loop as states.
//   idle ─ exec ─► running ─ ended ─► rebooting ─► idle
// After a script from stdin ends, however it ends: stopped event, SOFT_REBOOT event, a deaf pause, a fresh interpreter,
// protocol init, banner. EXEC while a script runs interrupts it and loses the new script: the buffer is cleared after
// the old one returns.

import { delay } from '../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { ScriptControl } from './script-control.ts';
import type { ScriptEngine } from './script-engine.ts';

export interface LifeCycleOptions {
  readonly engine: ScriptEngine;
  readonly clock: Clock;
  /** The least that a reboot takes. */
  readonly rebootMs: number;
  /** The text of the prompt that a fresh interpreter prints. */
  readonly banner: string;
  takeScript(): Uint8Array;
  clearScript(): void;
  print(text: string): void;
  started(): void;
  stopped(): void;
  /** The SOFT_REBOOT event; the last packet under the old agreement. */
  announceReboot(): void;
  /** Calls back once all that was announced has been sent. */
  whenSent(callback: () => void): void;
  /** Stop listening; dynamic channels are gone. `hard`: as by SYS_RESET. */
  shutDown(kind: 'soft' | 'hard'): void;
  /** Protocol init. */
  startUp(kind: 'soft' | 'hard'): void;
}

type State = 'booting' | 'idle' | 'running' | 'rebooting';

const rebootText = 'MPY: soft reboot\r\n';

export class ScriptLifeCycle implements ScriptControl, Disposable {
  readonly #options: LifeCycleOptions;
  readonly #store = new DisposableStore();
  readonly #ended = new AbortController();
  #state: State = 'booting';
  #execWanted = false;

  constructor(options: LifeCycleOptions) {
    this.#options = options;
    this.#store.add(options.engine.onStarted(() => options.started()));
    this.#store.add(options.engine.onEnded(() => this.#onEnded()));
    void options.engine.ready().then(
      () => this.#enterPrompt(),
      (error: unknown) => this.#onEngineFailed(error),
    );
  }

  get running(): boolean {
    return this.#state === 'running';
  }

  exec(): void {
    this.#execWanted = true;
    // From the main loop, after the answer to EXEC has gone out.
    queueMicrotask(() => this.#serveExec());
  }

  stop(): void {
    queueMicrotask(() => {
      if (this.#state === 'running') this.#options.engine.interrupt();
      else if (this.#state === 'idle' && !this.#execWanted) this.#options.print(`\r\n${this.#options.banner}`);
    });
  }

  /** SYS_RESET: whatever runs is gone and the camera powers up again. */
  hardReset(): void {
    queueMicrotask(() => {
      if (this.#state === 'rebooting') return;
      this.#reboot('hard');
    });
  }

  dispose(): void {
    this.#ended.abort();
    this.#store.dispose();
  }

  #serveExec(): void {
    if (!this.#execWanted) return;
    if (this.#state === 'running') {
      this.#execWanted = false;
      this.#options.engine.interrupt();
    } else if (this.#state === 'idle') {
      this.#execWanted = false;
      this.#state = 'running';
      this.#options.engine.run(this.#options.takeScript());
    }
  }

  #onEnded(): void {
    if (this.#state !== 'running') return;
    this.#options.stopped();
    this.#options.clearScript();
    this.#options.announceReboot();
    this.#options.print(rebootText);
    this.#state = 'rebooting';
    this.#options.whenSent(() => this.#reboot('soft'));
  }

  #reboot(kind: 'soft' | 'hard'): void {
    const { engine, clock, rebootMs } = this.#options;
    this.#state = 'rebooting';
    this.#execWanted = false;
    this.#options.clearScript();
    this.#options.shutDown(kind);
    const pause = delay(clock, rebootMs, this.#ended.signal);
    const restarted = Promise.all([engine.restart(), pause]);
    void this.#comeBack(restarted, kind);
  }

  async #comeBack(restarted: Promise<unknown>, kind: 'soft' | 'hard'): Promise<void> {
    try {
      await restarted;
    } catch (error) {
      this.#onEngineFailed(error);
      return;
    }
    if (this.#ended.signal.aborted) return;
    this.#options.startUp(kind);
    this.#enterPrompt();
  }

  #enterPrompt(): void {
    if (this.#ended.signal.aborted) return;
    this.#state = 'idle';
    this.#options.print(this.#options.banner);
    this.#serveExec();
  }

  /** The camera goes on without an interpreter, and says why where a person looks. */
  #onEngineFailed(error: unknown): void {
    if (this.#ended.signal.aborted) return;
    if (this.#state === 'rebooting') this.#options.startUp('soft');
    this.#state = 'booting';
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.print(`\r\nThe simulated interpreter did not start: ${reason}\r\n`);
  }
}
