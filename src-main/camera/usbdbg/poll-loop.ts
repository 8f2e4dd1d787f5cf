// Asks the camera for its state, its text and its frames, in turn and without end: USBDBG announces nothing. Firmware from
// 4.5.6 answers all of it at once (docs/usbdbg.md §4); older firmware is asked in four commands.
// Rule for speed: as long as something arrives, the next question follows at once; otherwise after a pause.

import { delay } from '../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { hasFrame, type FrameSize } from '../../../src-shared/usbdbg/frame-size.ts';
import { stateTextCapacity } from '../../../src-shared/usbdbg/state.ts';
import type { DumpedFrame, UsbdbgCommands } from './usbdbg-commands.ts';

/** The reference host's spacing (docs/usbdbg.md §8). */
const stateMs = 25;
const splitMs = 5;
const runningMs = 100;
/** Text per question; more than the largest ring of these cameras. */
const textBytes = 4096;

export interface PollSink {
  /** Valid during the call only. */
  text(bytes: Uint8Array): void;
  frame(frame: DumpedFrame, announcedAtMs: number): void;
  running(running: boolean): void;
  profiler(present: boolean): void;
}

export interface PollLoopOptions {
  readonly commands: UsbdbgCommands;
  readonly clock: Clock;
  readonly sink: PollSink;
  /** The loop ended with this error; not called after `signal` aborted. */
  readonly onFailed: (error: unknown) => void;
}

export class PollLoop {
  readonly #options: PollLoopOptions;
  /** When older firmware was last asked whether a script runs. */
  #askedRunningAtMs = -Infinity;

  constructor(options: PollLoopOptions) {
    this.#options = options;
  }

  /** Polls until `signal` aborts or a command fails. */
  async run(signal: AbortSignal): Promise<void> {
    const { commands, clock, onFailed } = this.#options;
    try {
      while (!signal.aborted) {
        const isBusy = commands.features.getState ? await this.#pollState() : await this.#pollSplit();
        if (!isBusy) await delay(clock, commands.features.getState ? stateMs : splitMs, signal);
      }
    } catch (error) {
      if (!signal.aborted) onFailed(error);
    }
  }

  /** One combined question; true if there may be more. */
  async #pollState(): Promise<boolean> {
    const { commands, sink } = this.#options;
    const state = await commands.state();
    sink.profiler(state.profilerPresent);
    // Text before the end of the script, frames after its start.
    if (state.scriptRunning) sink.running(true);
    if (state.text.length > 0) sink.text(state.text);
    if (state.frame !== undefined) await this.#takeFrame(state.frame);
    if (!state.scriptRunning && state.text.length === 0) sink.running(false);
    return state.frame !== undefined || state.text.length >= stateTextCapacity(commands.stateSize);
  }

  async #pollSplit(): Promise<boolean> {
    const { commands, sink, clock } = this.#options;
    const text = await commands.text(textBytes);
    if (text.length > 0) sink.text(text);
    if (clock.now() - this.#askedRunningAtMs >= runningMs) {
      this.#askedRunningAtMs = clock.now();
      const running = await commands.isRunning();
      if (running || text.length === 0) sink.running(running);
    }
    const size = await commands.frameSize();
    if (!hasFrame(size)) return text.length > 0;
    await this.#takeFrame(size);
    return true;
  }

  async #takeFrame(size: FrameSize): Promise<void> {
    const { commands, sink, clock } = this.#options;
    const announcedAtMs = clock.now();
    sink.frame(await commands.dump(size), announcedAtMs);
  }
}
