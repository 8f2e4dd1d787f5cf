// Runs scripts on one camera and keeps their newest text.
// Above: contract/script.ts; each page gets the text through its TextOutlet. Below: the ConnectedCamera.

import type { HostContract } from '../../../src-shared/contract/contract.ts';
import { maxSourceBytes, type RunInfo } from '../../../src-shared/contract/script.ts';
import { raceAbort } from '../../../src-shared/lib/abort.ts';
import { ByteRing } from '../../../src-shared/lib/byte-ring.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { Infer } from '../../../src-shared/rpc/schema.ts';
import { CameraError } from '../../camera/camera-error.ts';
import { RunTracker } from '../../camera/run-tracker.ts';
import type { CameraParts } from '../cameras/camera-parts.ts';

/** Text kept for pages that open while a script runs. Overflow: the oldest is dropped and counted. */
const recallBytes = 1024 * 1024;

type Recalled = Infer<HostContract['script']['methods']['recall']['result']>;

export interface ScriptServiceOptions extends CameraParts {
  /** Number of the next run; counts the runs of all cameras. */
  readonly nextRun: () => number;
}

export class ScriptService implements Disposable {
  readonly #options: ScriptServiceOptions;
  readonly #store = new DisposableStore();
  readonly #recall = new ByteRing(recallBytes);
  readonly #tracker: RunTracker;
  /** Starts of scripts, one after the other: two pages may press Run at the same time. */
  #starts: Promise<unknown> = Promise.resolve();
  readonly #text = this.#store.add(new Emitter<Uint8Array>());
  #run = 0;
  #lastRun: RunInfo | undefined;
  /** Document of a run that was requested and has not started. */
  #requested: string | undefined;

  /** Text as it arrives; valid during the call only. */
  readonly onText = this.#text.event;

  constructor(options: ScriptServiceOptions) {
    this.#options = options;
    const { camera, events } = options;
    // Before the tracker: the text with a traceback is delivered before the traceback.
    this.#store.add(
      camera.onText((text) => {
        this.#recall.push(text);
        this.#text.emit(text);
      }),
    );
    this.#tracker = this.#store.add(new RunTracker(camera));
    this.#store.add(this.#tracker.onStart(() => this.#onStart()));
    this.#store.add(
      this.#tracker.onTraceback((traceback) =>
        events.emit({ service: 'script', event: 'traceback', payload: { run: this.#run, traceback } }),
      ),
    );
    this.#store.add(
      this.#tracker.onEnd(({ traceback }) =>
        events.emit({ service: 'script', event: 'ended', payload: { run: this.#run, traceback } }),
      ),
    );
  }

  /** The run that is in progress. */
  get running(): RunInfo | undefined {
    return this.#isRunning ? this.#lastRun : undefined;
  }

  /** Rejects with the camera's error, with `script-too-large`, or with the signal's reason. */
  async run(source: Uint8Array, document: string, signal: AbortSignal): Promise<RunInfo> {
    if (source.length > maxSourceBytes) throw tooLarge(source.length);
    const started = this.#starts.then(() => this.#start(source, document, signal));
    this.#starts = started.catch(() => undefined);
    return raceAbort(started, signal);
  }

  /** Rejects with the camera's error or the signal's reason. */
  async stop(signal: AbortSignal): Promise<void> {
    await this.#options.camera.connected.stop({ signal });
  }

  /** The last run and its newest text. */
  recall(): Recalled {
    return {
      run: this.#lastRun,
      running: this.#isRunning,
      text: this.#recall.snapshot(),
      lostBefore: this.#recall.lostBytes,
      traceback: this.#tracker.traceback,
    };
  }

  clearText(): void {
    this.#recall.clear();
  }

  dispose(): void {
    this.#store.dispose();
  }

  get #isRunning(): boolean {
    return this.#tracker.running && this.#options.camera.camera?.state !== 'idle';
  }

  async #start(source: Uint8Array, document: string, signal: AbortSignal): Promise<RunInfo> {
    signal.throwIfAborted();
    const camera = this.#options.camera.connected;
    this.#requested = document;
    this.#tracker.expect(source);
    try {
      await camera.run(source, { signal });
      return this.#lastRun ?? { run: this.#run, document };
    } finally {
      this.#requested = undefined;
    }
  }

  #onStart(): void {
    this.#run = this.#options.nextRun();
    this.#lastRun = { run: this.#run, document: this.#requested ?? '' };
    this.#requested = undefined;
    this.#recall.clear();
    this.#options.events.emit({ service: 'script', event: 'started', payload: this.#lastRun });
  }
}

function tooLarge(sizeBytes: number): CameraError {
  const data = { sizeBytes, limitBytes: maxSourceBytes };
  return new CameraError('script-too-large', `No camera takes a script of ${sizeBytes} bytes.`, { data });
}
