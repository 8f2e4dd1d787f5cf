import type { Disposable } from '../lib/disposable.ts';
import { Emitter } from '../lib/emitter.ts';

/** Listeners by service and event. */
export class EventTable {
  readonly #emitters = new Map<string, Emitter<unknown>>();

  listen(service: string, event: string, listener: (payload: unknown) => void): Disposable {
    const key = `${service}.${event}`;
    const emitter = this.#emitters.get(key) ?? new Emitter<unknown>();
    this.#emitters.set(key, emitter);
    return emitter.event(listener);
  }

  emit(service: string, event: string, payload: unknown): void {
    this.#emitters.get(`${service}.${event}`)?.emit(payload);
  }
}
