import { toDisposable, type Disposable } from './disposable.ts';
import type { Listen } from './emitter.ts';

/**
 * Lets listeners stay while the source of their events is exchanged. Listeners are attached to the source itself, so that
 * an event takes no detour.
 */
export class EventSwitch<S> {
  #source: S | undefined;
  readonly #followers = new Set<(source: S | undefined) => void>();

  get source(): S | undefined {
    return this.#source;
  }

  /** An event of the present source and of all later ones; a source may lack it. */
  on<T>(pick: (source: S) => Listen<T> | undefined): Listen<T> {
    return (listener) => {
      let listening: Disposable | undefined;
      const follow = (source: S | undefined): void => {
        listening?.dispose();
        listening = source === undefined ? undefined : pick(source)?.(listener);
      };
      follow(this.#source);
      this.#followers.add(follow);
      return toDisposable(() => {
        this.#followers.delete(follow);
        follow(undefined);
      });
    };
  }

  /** Takes this source in place of the former one, which is no longer listened to. */
  set(source: S | undefined): void {
    this.#source = source;
    for (const follow of this.#followers) follow(source);
  }
}
