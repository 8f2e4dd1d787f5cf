// The text of the camera on its way out: frames inside it and marks of overflow are taken out, and two facts are read off it
// that nothing else tells: that a script has started, and that the prompt has come back after a restart.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { openMvText } from '../../../src-shared/text/device-text.ts';
import { EmbeddedFrameFilter } from '../../../src-shared/usbdbg/embedded-frames.ts';
import { OverflowMarkerFilter } from '../kit/overflow-marker.ts';
import { TextSpotter } from '../kit/text-spotter.ts';
import { waitUntil } from '../kit/wait-until.ts';

export interface ScriptTextSink {
  /** Valid during the call only. */
  text(bytes: Uint8Array): void;
  /** The file of a frame that came inside the text. */
  frame(file: Uint8Array): void;
  damagedFrame(): void;
  overflow(): void;
  /** Text arrived while `startsScript`: the script has started. */
  started(): void;
}

export class ScriptText {
  readonly #clock: Clock;
  readonly #sink: ScriptTextSink;
  readonly #arrived = new Emitter<void>();
  readonly #prompt = new TextSpotter(openMvText.prompt);
  readonly #overflow: OverflowMarkerFilter;
  readonly #embedded: EmbeddedFrameFilter;
  /** A script was sent to an idle camera: the next text is its own. */
  startsScript = false;

  constructor(clock: Clock, sink: ScriptTextSink) {
    this.#clock = clock;
    this.#sink = sink;
    this.#overflow = new OverflowMarkerFilter(() => sink.overflow());
    this.#embedded = new EmbeddedFrameFilter({
      text: (bytes) => this.#pass(bytes),
      frame: (data) => sink.frame(data),
      damaged: () => sink.damagedFrame(),
    });
  }

  push(bytes: Uint8Array): void {
    if (this.startsScript) this.#sink.started();
    this.#embedded.push(bytes);
    this.#arrived.emit();
  }

  /** Resolves with true when the prompt has been printed from now on, with false after `limitMs`. */
  waitForPrompt(limitMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    this.#prompt.reset();
    const condition = (): boolean => this.#prompt.seen;
    return waitUntil({ clock: this.#clock, changes: this.#arrived.event, condition, limitMs, signal });
  }

  /** A new run begins: what is unfinished belongs to the old one. */
  reset(): void {
    this.#embedded.reset();
    this.#overflow.flush();
  }

  #pass(bytes: Uint8Array): void {
    const kept = this.#overflow.push(bytes);
    if (kept.length === 0) return;
    this.#prompt.push(kept);
    this.#sink.text(kept);
  }
}
