// An RTSP session: the tracks that one client has set up. It ends with its connection, by TEARDOWN, or when the client has
// been silent for the announced time.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import type { ClientTrack } from './client-track.ts';

export class PlayedSession implements Disposable {
  readonly id: string;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #onEnd: () => void;
  readonly #tracks = new Map<string, { track: ClientTrack; release: () => void }>();
  #timer: Disposable | undefined;
  #ended = false;

  constructor(options: { id: string; clock: Clock; timeoutMs: number; onEnd: () => void }) {
    this.id = options.id;
    this.#clock = options.clock;
    this.#timeoutMs = options.timeoutMs;
    this.#onEnd = options.onEnd;
    this.touch();
  }

  get tracks(): ClientTrack[] {
    return [...this.#tracks.values()].map(({ track }) => track);
  }

  /** Adds a track, in place of an earlier one with the same control address. `release` frees its ports. */
  add(track: ClientTrack, release: () => void): void {
    this.remove(track.stream.control);
    this.#tracks.set(track.stream.control, { track, release });
  }

  remove(control: string): void {
    const entry = this.#tracks.get(control);
    entry?.track.dispose();
    entry?.release();
    this.#tracks.delete(control);
  }

  /** The client is there: the time limit begins again. */
  touch(): void {
    this.#timer?.dispose();
    if (!this.#ended) this.#timer = this.#clock.after(this.#timeoutMs, () => this.dispose());
  }

  play(): void {
    for (const track of this.tracks) track.play();
  }

  pause(): void {
    for (const track of this.tracks) track.pause();
  }

  dispose(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timer?.dispose();
    for (const control of this.#tracks.keys()) this.remove(control);
    this.#onEnd();
  }
}
