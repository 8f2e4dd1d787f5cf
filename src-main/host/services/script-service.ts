// Runs scripts and keeps their newest text.
// Over it: contract/script.ts; each page gets its text through a TextOutlet. Under it: the CurrentCamera.

import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import { maxSourceBytes, type RunInfo } from '../../../src-shared/contract/script.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { CameraError } from '../../camera/camera-error.ts';
import { RunTracker } from '../../camera/run-tracker.ts';
import { ByteRing } from '../../../src-shared/lib/byte-ring.ts';
import { cancelSignal } from '../cancel-signal.ts';
import type { CurrentCamera } from '../current-camera.ts';
import type { HostEvents } from '../host-events.ts';

/** Text kept for pages that come while a script runs. Overflow: the oldest goes, and is counted. */
const recallBytes = 1024 * 1024;
export class ScriptService {
  readonly #current: CurrentCamera;
  readonly #events: HostEvents;
  readonly #recall = new ByteRing(recallBytes);
  readonly #tracker: RunTracker;
  readonly #text = new Emitter<Uint8Array>();
  readonly #recalled = new Emitter<string>();
  readonly #textTaken = new Emitter<{ readonly connectionId: string; readonly count: number }>();
  #runs = 0;
  #lastRun: RunInfo | undefined;
  /** Document of a run that was asked for and has not begun. */
  #asked: string | undefined;

  /** Text as it comes; valid during the call only. */
  readonly onText = this.#text.event;
  /** Id of a connection that was just handed the whole text kept here. */
  readonly onRecalled = this.#recalled.event;
  /** A page is done with so many bytes of the text it was sent. */
  readonly onTextTaken = this.#textTaken.event;

  constructor(current: CurrentCamera, events: HostEvents) {
    this.#current = current;
    this.#events = events;
    current.onText((text) => {
      this.#recall.push(text);
      this.#text.emit(text);
    });
    this.#tracker = new RunTracker(current);
    this.#tracker.onStart(() => this.#onStart());
    this.#tracker.onTraceback((traceback) =>
      events.emit({ service: 'script', event: 'traceback', payload: { run: this.#runs, traceback } }),
    );
    this.#tracker.onEnd(({ traceback }) =>
      events.emit({ service: 'script', event: 'ended', payload: { run: this.#runs, traceback } }),
    );
  }

  readonly handlers: HostHandlers['script'] = {
    run: async ({ source, document }, context) => {
      if (source.length > maxSourceBytes) throw tooLarge(source.length);
      const camera = this.#current.connected;
      this.#asked = document;
      this.#tracker.expect(source);
      try {
        await camera.run(source, { signal: cancelSignal(context) });
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
        running: this.#tracker.running && this.#current.camera?.state !== 'idle',
        text: this.#recall.snapshot(),
        lostBefore: this.#recall.lostBytes,
        traceback: this.#tracker.traceback,
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

  #onStart(): void {
    this.#runs += 1;
    this.#lastRun = { run: this.#runs, document: this.#asked ?? '' };
    this.#asked = undefined;
    this.#recall.clear();
    this.#events.emit({ service: 'script', event: 'started', payload: this.#lastRun });
  }
}

function tooLarge(sizeBytes: number): CameraError {
  const facts = { sizeBytes, limitBytes: maxSourceBytes };
  return new CameraError('script-too-large', `No camera takes a script of ${sizeBytes} bytes.`, { data: facts });
}
