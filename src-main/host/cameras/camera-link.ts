// Connects and disconnects one camera, and connects it again after a loss (reconnector.ts).
// Above: CameraHub. Below: a CameraSource and the ConnectedCamera that the services of this camera share.

import type { CameraStatus } from '../../../src-shared/contract/camera.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import type { StateChange } from '../../../src-shared/device/state.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import { isAbortError } from '../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { toProblem, type Problem } from '../../../src-shared/rpc/problem.ts';
import type { CameraSource } from '../camera-source.ts';
import type { HostEvents } from '../host-events.ts';
import type { ConnectedCamera } from './connected-camera.ts';
import { Reconnector } from './reconnector.ts';

export interface CameraLinkOptions {
  /** Undefined for the place of a camera that nothing has been connected to yet. */
  readonly entry: CameraEntry | undefined;
  readonly source: CameraSource;
  readonly camera: ConnectedCamera;
  readonly events: HostEvents;
  readonly clock: Clock;
  readonly streamSettings: () => StreamSettings;
  readonly settings: () => { readonly stopOnConnect: boolean; readonly autoReconnect: boolean };
  /** The entry as pages see it. */
  readonly named: (entry: CameraEntry) => CameraEntry;
}

export interface AttemptOptions {
  readonly signal?: AbortSignal;
  readonly stopRunning?: boolean;
  /** A retry after a loss, whose reason stays in the status until a retry succeeds. */
  readonly again?: boolean;
  /** By a call, which gets the failure; the status has it otherwise. */
  readonly requested?: boolean;
}

export class CameraLink implements Disposable {
  readonly #options: CameraLinkOptions;
  readonly #reconnector: Reconnector;
  readonly #listening: Disposable;
  #entry: CameraEntry | undefined;
  #problem: Problem | undefined;
  /** The attempt in progress; a newer one aborts it. */
  #attempt: AbortController | undefined;
  /** Attempts and disconnects, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #connecting = false;
  /** Ends every attempt for good: one that begins after the close would keep a camera, and the process with it. */
  readonly #closing = new AbortController();
  /** The status that pages know, as JSON. */
  #announced = '';

  constructor(options: CameraLinkOptions) {
    this.#options = options;
    this.#entry = options.entry;
    const { source, camera, clock } = options;
    this.#reconnector = new Reconnector({
      source,
      clock,
      connect: (entry, isLast) => this.#attemptConnect(entry, { again: !isLast }),
    });
    this.#listening = camera.onStateChange((change) => this.#onStateChange(change));
  }

  get status(): CameraStatus {
    const { camera } = this.#options.camera;
    const state = this.#connecting ? 'connecting' : (camera?.state ?? 'disconnected');
    const isConnected = state !== 'disconnected' && state !== 'connecting';
    const identity = isConnected ? camera?.identity : undefined;
    return {
      state,
      ...(this.#entry === undefined ? {} : { entry: this.#options.named(this.#entry) }),
      ...(identity === undefined ? {} : { identity }),
      ...(isConnected && camera !== undefined ? { features: camera.features } : {}),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  /** Ends a present connection first. Rejects with the camera's error, or with the signal's reason. */
  async connect(options: AttemptOptions): Promise<void> {
    this.#reconnector.stop();
    const entry = this.#entry;
    if (entry !== undefined) await this.#attemptConnect(entry, options);
  }

  /** Never rejects. */
  disconnect(): Promise<void> {
    this.#reconnector.stop();
    this.#attempt?.abort();
    return this.#inOrder(async () => {
      await this.#release();
      this.#problem = undefined;
      this.announce();
    });
  }

  /** Resets the hardware and connects again when the camera is back. Rejects with the camera's error. */
  async reset(signal: AbortSignal): Promise<void> {
    const camera = this.#options.camera.connected;
    await camera.reset({ signal });
    await camera.disconnect();
    this.#problem = undefined;
    this.announce();
    if (this.#entry !== undefined) this.#reconnector.start(this.#entry);
  }

  /** Tells the pages of the status if it has changed. */
  announce(): void {
    const { status } = this;
    const text = JSON.stringify(status);
    if (text === this.#announced) return;
    this.#announced = text;
    this.#options.events.emit({ service: 'camera', event: 'status', payload: status });
  }

  /** Disconnects for good. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.disconnect();
    this.dispose();
  }

  dispose(): void {
    this.#reconnector.stop();
    this.#listening.dispose();
  }

  #attemptConnect(entry: CameraEntry, options: AttemptOptions): Promise<void> {
    this.#attempt?.abort();
    const attempt = new AbortController();
    this.#attempt = attempt;
    const signals = [attempt.signal, this.#closing.signal, ...(options.signal === undefined ? [] : [options.signal])];
    const signal = AbortSignal.any(signals);
    return this.#inOrder(async () => {
      signal.throwIfAborted();
      try {
        await this.#connectNow(entry, signal, options);
      } finally {
        if (this.#attempt === attempt) this.#attempt = undefined;
      }
    });
  }

  async #connectNow(entry: CameraEntry, signal: AbortSignal, options: AttemptOptions): Promise<void> {
    const { again = false, requested = false } = options;
    const { camera, source, streamSettings, settings } = this.#options;
    await this.#release();
    this.#entry = entry;
    if (!again) this.#problem = undefined;
    this.#connecting = true;
    this.announce();
    try {
      const opened = await source.open(entry, streamSettings(), signal);
      camera.set(opened);
      await opened.connect({ signal, stopRunning: options.stopRunning ?? settings().stopOnConnect });
      this.#problem = undefined;
    } catch (error) {
      await this.#release();
      if (!requested && !again && !isAbortError(error)) this.#problem = toProblem(error);
      throw error;
    } finally {
      this.#connecting = false;
      this.announce();
    }
  }

  async #release(): Promise<void> {
    const { camera } = this.#options;
    const present = camera.camera;
    // Disconnected while still listened to, so that the services see the end of a run.
    await present?.disconnect();
    if (camera.camera === present) camera.set(undefined);
  }

  #onStateChange({ state, error }: StateChange): void {
    if (this.#connecting) return;
    if (state === 'disconnected' && error !== undefined) {
      this.#problem = toProblem(error);
      if (this.#options.settings().autoReconnect && this.#entry !== undefined) this.#reconnector.start(this.#entry);
    }
    this.announce();
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}
