// Finds, connects and describes cameras; connects again by itself when one comes back (reconnector.ts).
// Over it: contract/camera.ts. Under it: a CameraSource and the CurrentCamera that the other services share.

import type { CameraStatus } from '../../../src-shared/contract/camera.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import { isAbortError } from '../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore } from '../../../src-shared/lib/disposable.ts';
import { toProblem, type Problem } from '../../../src-shared/rpc/problem.ts';
import { noFigures } from '../../../src-shared/device/link-figures.ts';
import type { StateChange } from '../../../src-shared/device/state.ts';
import { CameraNames } from '../stores/camera-names.ts';
import type { CameraSource } from '../camera-source.ts';
import { cancelSignal } from '../cancel-signal.ts';
import type { CurrentCamera } from '../current-camera.ts';
import type { HostEvents } from '../host-events.ts';
import { Reconnector } from '../reconnector.ts';
import type { SettingsStore } from '../stores/settings-store.ts';

export interface CameraServiceOptions {
  readonly source: CameraSource;
  readonly current: CurrentCamera;
  readonly settings: SettingsStore;
  readonly streamSettings: () => StreamSettings;
  readonly events: HostEvents;
  readonly clock: Clock;
}

export class CameraService {
  readonly #options: CameraServiceOptions;
  readonly #reconnector: Reconnector;
  readonly #names: CameraNames;
  readonly #store = new DisposableStore();
  #entry: CameraEntry | undefined;
  #problem: Problem | undefined;
  /** The attempt under way; a newer one aborts it. */
  #attempt: AbortController | undefined;
  /** Attempts and disconnects run one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #connecting = false;
  #searching: Promise<readonly CameraEntry[]> | undefined;
  /** Ends every attempt for good: one that begins after the close would keep a camera, and the process with it. */
  readonly #closing = new AbortController();
  /** The status that pages know, as JSON. */
  #announced = '';

  constructor(options: CameraServiceOptions) {
    this.#options = options;
    const { source, current, clock } = options;
    this.#names = new CameraNames(options.settings);
    this.#reconnector = new Reconnector({
      source,
      clock,
      connect: (entry, isLast) => this.#attemptConnect(entry, { again: !isLast }),
    });
    this.#store.add(current.onStateChange((change) => this.#onStateChange(change)));
    this.#store.add(source.onChange((found) => this.#announceList(found)));
  }

  readonly handlers: HostHandlers['camera'] = {
    list: async () => (await this.#search()).map((found) => this.#entryOf(found)),
    connect: async ({ id, stopRunning }, context) => {
      const entry = this.#options.source.entry(id);
      this.#reconnector.stop();
      await this.#attemptConnect(entry, {
        signal: cancelSignal(context),
        requested: true,
        ...(stopRunning === undefined ? {} : { stopRunning }),
      });
      return this.status;
    },
    disconnect: async () => {
      this.#reconnector.stop();
      await this.#disconnect();
      return undefined;
    },
    status: () => this.status,
    rename: ({ id, name }) => {
      const { source } = this.#options;
      this.#names.give(this.#entry?.id === id ? this.#entry : source.entry(id), source.found, name);
      this.#announceList(source.found);
      this.#announce();
      return undefined;
    },
    linkFigures: () => this.#options.current.camera?.figures ?? noFigures,
    reset: async (_params, context) => {
      const camera = this.#options.current.connected;
      const entry = this.#entry;
      await camera.reset({ signal: cancelSignal(context) });
      await camera.disconnect();
      this.#problem = undefined;
      this.#announce();
      if (entry !== undefined) this.#reconnector.start(entry);
      return undefined;
    },
  };

  get status(): CameraStatus {
    const { camera } = this.#options.current;
    const state = this.#connecting ? 'connecting' : (camera?.state ?? 'disconnected');
    const identity = state === 'disconnected' || state === 'connecting' ? undefined : camera?.identity;
    return {
      state,
      ...(this.#entry === undefined ? {} : { entry: this.#entryOf(this.#entry) }),
      ...(identity === undefined ? {} : { identity }),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  /** Connects to the camera used last when it is there, else to the simulated one. Failures show in the status. */
  async connectAtStart(): Promise<void> {
    const { source, settings } = this.#options;
    const found = await source.refresh().catch(() => source.found);
    const { lastCamera } = settings.value;
    const isSerial = !/^(sim|tcp:|udp:)/.test(lastCamera);
    const id = isSerial && !found.some((entry) => entry.id === lastCamera) ? 'sim' : lastCamera;
    if (this.#entry !== undefined || this.#closing.signal.aborted) return;
    try {
      await this.#attemptConnect(source.entry(id), { remember: false });
    } catch {
      // The status carries the problem: no call is waiting for it.
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#reconnector.stop();
    await this.#disconnect();
    this.#store.dispose();
  }

  /** Requests that arrive during a search share it. */
  #search(): Promise<readonly CameraEntry[]> {
    this.#searching ??= this.#options.source.refresh().finally(() => (this.#searching = undefined));
    return this.#searching;
  }

  #attemptConnect(
    entry: CameraEntry,
    options: {
      signal?: AbortSignal;
      stopRunning?: boolean;
      remember?: boolean;
      again?: boolean;
      requested?: boolean;
    },
  ): Promise<void> {
    this.#attempt?.abort();
    const attempt = new AbortController();
    this.#attempt = attempt;
    const signals = [attempt.signal, this.#closing.signal, ...(options.signal === undefined ? [] : [options.signal])];
    const signal = AbortSignal.any(signals);
    return this.#inOrder(async () => {
      signal.throwIfAborted();
      try {
        await this.#connectNow(entry, signal, {
          stopRunning: options.stopRunning ?? this.#options.settings.value.stopOnConnect,
          again: options.again ?? false,
          requested: options.requested ?? false,
        });
      } finally {
        if (this.#attempt === attempt) this.#attempt = undefined;
      }
      if (options.remember !== false) this.#options.settings.change({ lastCamera: entry.id });
    });
  }

  /**
   * `again`: a retry after a loss, whose reason stays until a retry succeeds. `requested`: by a call, which gets the
   * failure.
   */
  async #connectNow(
    entry: CameraEntry,
    signal: AbortSignal,
    {
      stopRunning,
      again,
      requested,
    }: { readonly stopRunning: boolean; readonly again: boolean; readonly requested: boolean },
  ): Promise<void> {
    const { current, source, streamSettings } = this.#options;
    await this.#release();
    this.#entry = entry;
    if (!again) this.#problem = undefined;
    this.#connecting = true;
    this.#announce();
    const camera = source.open(entry, streamSettings());
    current.set(camera);
    try {
      await camera.connect({ signal, stopRunning });
      this.#problem = undefined;
    } catch (error) {
      await this.#release();
      // The failure of a call belongs to its caller; pages hear only of attempts that none of them requested.
      if (!requested && !again && !isAbortError(error)) this.#problem = toProblem(error);
      throw error;
    } finally {
      this.#connecting = false;
      this.#announce();
    }
  }

  #disconnect(): Promise<void> {
    this.#attempt?.abort();
    return this.#inOrder(async () => {
      await this.#release();
      this.#problem = undefined;
      this.#announce();
    });
  }

  async #release(): Promise<void> {
    const { current } = this.#options;
    const { camera } = current;
    // Disconnecting while still listened to, so that the services see the end of a run.
    await camera?.disconnect();
    if (current.camera === camera) current.set(undefined);
  }

  #onStateChange({ state, error }: StateChange): void {
    if (this.#connecting) return;
    if (state === 'disconnected' && error !== undefined) {
      this.#problem = toProblem(error);
      if (this.#options.settings.value.autoReconnect && this.#entry !== undefined) this.#reconnector.start(this.#entry);
    }
    this.#announce();
  }

  #announce(): void {
    const { status } = this;
    const text = JSON.stringify(status);
    if (text === this.#announced) return;
    this.#announced = text;
    this.#options.events.emit({ service: 'camera', event: 'status', payload: status });
  }

  #announceList(found: readonly CameraEntry[]): void {
    const payload = found.map((each) => this.#entryOf(each));
    this.#options.events.emit({ service: 'camera', event: 'list', payload });
  }

  /** As pages see it. */
  #entryOf(entry: CameraEntry): CameraEntry {
    return this.#names.apply(entry, this.#options.source.found);
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}
