import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { CameraState, StateChange } from '../../../src-shared/device/state.ts';
import { waitUntil } from './wait-until.ts';

/** The camera's state, with a way to wait for one. */
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

  /** Connected and neither restarting nor recovering: a request would go out at once. */
  get settled(): boolean {
    return this.#state === 'idle' || this.#state === 'running';
  }

  set(state: CameraState, error?: Error): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changes.emit(error === undefined ? { state } : { state, error });
  }

  /** Resolves with true as soon as `accept` holds for the state, with false after `limitMs`. */
  waitFor(accept: (state: CameraState) => boolean, limitMs: number, signal?: AbortSignal): Promise<boolean> {
    const condition = (): boolean => accept(this.#state);
    return waitUntil({ clock: this.#clock, changes: this.#changes.event, condition, limitMs, signal });
  }
}
