import { abortError } from '../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { CameraState, StateChange } from '../../../src-shared/device/state.ts';

/** The camera's state and those who wait for one. */
export class StateTracker {
  readonly #clock: Clock;
  readonly #changes = new Emitter<StateChange>();
  readonly onChange = this.#changes.event;
  #state: CameraState = 'disconnected';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get state(): CameraState {
    return this.#state;
  }

  /** Nothing is under way: a request would go out at once. */
  get settled(): boolean {
    return this.#state === 'idle' || this.#state === 'running';
  }

  set(state: CameraState, error?: Error): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changes.emit(error === undefined ? { state } : { state, error });
  }

  /** Resolves with true as soon as `accept` says so of the state, with false after `limitMs`. */
  waitFor(accept: (state: CameraState) => boolean, limitMs: number, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted === true) return Promise.reject(abortError(signal));
    if (accept(this.#state)) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        listening.dispose();
        timer.dispose();
        signal?.removeEventListener('abort', onAbort);
        settle();
      };
      const onAbort = (): void => end(() => reject(abortError(signal)));
      const listening = this.#changes.event(({ state }) => {
        if (accept(state)) end(() => resolve(true));
      });
      const timer = this.#clock.after(limitMs, () => end(() => resolve(false)));
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}
