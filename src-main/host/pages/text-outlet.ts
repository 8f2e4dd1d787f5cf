// A script's text on its way to one page: at most 60 events per second, and bounded in what is sent and in what waits.
// The page says what it has taken; until then little is sent, so that the end of a script is not behind its text.
// Overflow: the oldest waiting text is dropped and counted in the next event.

import type { TextChunk } from '../../../src-shared/contract/script.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { ByteRing } from '../../../src-shared/lib/byte-ring.ts';

const intervalMs = 1000 / 60;
/** Text sent that the page has not taken yet. One window per interval is 3.9 MB/s, more than a terminal parses. */
export const windowBytes = 64 * 1024;
/** Text that waits for a page which does not keep up. */
export const waitingBytes = 128 * 1024;

export interface TextOutletOptions {
  readonly clock: Clock;
  readonly send: (chunk: TextChunk) => void;
}

export class TextOutlet implements Disposable {
  readonly #options: TextOutletOptions;
  readonly #waiting = new ByteRing(waitingBytes);
  #timer: Disposable | undefined;
  #lastSentMs = -Infinity;
  #underWayBytes = 0;

  constructor(options: TextOutletOptions) {
    this.#options = options;
  }

  push(text: Uint8Array): void {
    this.#waiting.push(text);
    this.#schedule();
  }

  /** The page has taken so many bytes. */
  taken(count: number): void {
    this.#underWayBytes = Math.max(0, this.#underWayBytes - count);
    this.#schedule();
  }

  /** Sends everything that waits, at once: what comes next must not overtake it. */
  flush(): void {
    if (this.#waiting.length > 0) this.#send(this.#waiting.length);
  }

  /** Forgets what waits, because the page got it another way. */
  clear(): void {
    this.#waiting.clear();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#waiting.clear();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#waiting.length === 0 || this.#underWayBytes >= windowBytes) return;
    const waitMs = Math.max(0, this.#lastSentMs + intervalMs - this.#options.clock.now());
    this.#timer = this.#options.clock.after(waitMs, () => {
      this.#timer = undefined;
      const room = windowBytes - this.#underWayBytes;
      if (this.#waiting.length > 0 && room > 0) this.#send(room);
      this.#schedule();
    });
  }

  #send(count: number): void {
    this.#lastSentMs = this.#options.clock.now();
    const lostBefore = this.#waiting.lostBytes;
    const bytes = this.#waiting.take(count);
    this.#underWayBytes += bytes.length;
    this.#options.send({ bytes, lostBefore });
  }
}
