// Runs scripts, keeps the newest text, and finds the traceback in it.
// Over it: contract/script.ts; each page gets its text through a TextOutlet. Under it: the CurrentCamera.

import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import { maxSourceBytes, type RunInfo } from '../../../src-shared/contract/script.ts';
import type { Traceback } from '../../../src-shared/text/traceback.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { CameraError } from '../../camera/camera-error.ts';
import type { CameraState } from '../../../src-shared/device/state.ts';
import { ByteRing } from '../../../src-shared/lib/byte-ring.ts';
import { cancelSignal } from '../cancel-signal.ts';
import type { CurrentCamera } from '../current-camera.ts';
import type { HostEvents } from '../host-events.ts';
import { isStopTraceback, TracebackParser } from '../../../src-shared/text/traceback-parser.ts';

/** Text kept for pages that come while a script runs. Overflow: the oldest goes, and is counted. */
const recallBytes = 1024 * 1024;
/** A camera sends the last of a script's text after its restart; this is how long that takes at most. */
const lastTextMs = 400;

export class ScriptService {
  readonly #current: CurrentCamera;
  readonly #events: HostEvents;
  readonly #clock: Clock;
  readonly #recall = new ByteRing(recallBytes);
  readonly #parser = new TracebackParser();
  readonly #text = new Emitter<Uint8Array>();
  readonly #recalled = new Emitter<string>();
  readonly #textTaken = new Emitter<{ readonly connectionId: string; readonly count: number }>();
  #runs = 0;
  #lastRun: RunInfo | undefined;
  #running = false;
  /** Set while the script is over and its last text may still come. */
  #lastText: Disposable | undefined;
  /** Document of a run that was asked for and has not begun. */
  #asked: { readonly document: string; readonly source: Uint8Array } | undefined;

  /** Text as it comes; valid during the call only. */
  readonly onText = this.#text.event;
  /** Id of a connection that was just handed the whole text kept here. */
  readonly onRecalled = this.#recalled.event;
  /** A page is done with so many bytes of the text it was sent. */
  readonly onTextTaken = this.#textTaken.event;

  constructor(current: CurrentCamera, events: HostEvents, clock: Clock) {
    this.#current = current;
    this.#events = events;
    this.#clock = clock;
    current.onText((text) => this.#onText(text));
    current.onStateChange(({ state }) => this.#onState(state));
  }

  readonly handlers: HostHandlers['script'] = {
    run: async ({ source, document }, context) => {
      if (source.length > maxSourceBytes) throw tooLarge(source.length);
      const camera = this.#current.connected;
      const before = this.#runs;
      this.#asked = { document, source };
      try {
        await camera.run(source, { signal: cancelSignal(context) });
        if (this.#runs === before) this.#begin();
        return this.#lastRun ?? { run: this.#runs, document };
      } finally {
        this.#asked = undefined;
      }
    },
    stop: async (_params, context) => {
      await this.#current.connected.stop({ signal: cancelSignal(context) });
      return undefined;
    },
    recall: (_params, { connection }) => {
      this.#recalled.emit(connection.id);
      return {
        run: this.#lastRun,
        running: this.#running && this.#lastText === undefined,
        text: this.#recall.snapshot(),
        lostBefore: this.#recall.lostBytes,
        traceback: this.#scriptTraceback(),
      };
    },
    textTaken: ({ count }, { connection }) => {
      this.#textTaken.emit({ connectionId: connection.id, count });
      return undefined;
    },
    clearText: () => {
      this.#recall.clear();
      return undefined;
    },
  };

  #onText(text: Uint8Array): void {
    this.#recall.push(text);
    const found = this.#parser.push(text);
    this.#text.emit(text);
    for (const traceback of found) {
      if (isStopTraceback(traceback)) continue;
      this.#events.emit({ service: 'script', event: 'traceback', payload: { run: this.#runs, traceback } });
    }
    if (this.#lastText !== undefined && this.#parser.restarted) this.#end();
  }

  #onState(state: CameraState): void {
    if (state === 'running') this.#begin();
    else if (state === 'disconnected') this.#end();
    else if (state === 'idle') this.#awaitLastText();
  }

  #awaitLastText(): void {
    if (!this.#running) return;
    if (this.#parser.restarted) this.#end();
    else this.#lastText ??= this.#clock.after(lastTextMs, () => this.#end());
  }

  #begin(): void {
    // A resync ends by the same state; the run goes on.
    if (this.#running && this.#lastText === undefined && this.#asked === undefined) return;
    this.#end();
    this.#runs += 1;
    this.#running = true;
    this.#lastRun = { run: this.#runs, document: this.#asked?.document ?? '' };
    const asked = this.#asked;
    this.#asked = undefined;
    this.#recall.clear();
    this.#parser.reset({ source: asked && new TextDecoder().decode(asked.source) });
    this.#events.emit({ service: 'script', event: 'started', payload: this.#lastRun });
  }

  #end(): void {
    this.#lastText?.dispose();
    this.#lastText = undefined;
    if (!this.#running) return;
    this.#running = false;
    const payload = { run: this.#runs, traceback: this.#scriptTraceback() };
    this.#events.emit({ service: 'script', event: 'ended', payload });
  }

  #scriptTraceback(): Traceback | undefined {
    const traceback = this.#parser.final;
    return traceback === undefined || isStopTraceback(traceback) ? undefined : traceback;
  }
}

function tooLarge(sizeBytes: number): CameraError {
  const facts = { sizeBytes, limitBytes: maxSourceBytes };
  return new CameraError('script-too-large', `No camera takes a script of ${sizeBytes} bytes.`, { data: facts });
}
