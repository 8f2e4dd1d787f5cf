// A script's text on its way to one page: at most 60 events a second, never more waiting than stated here.
// Overflow: the oldest waiting text is dropped and counted in the next event.

import type { TextChunk } from '../../src-shared/contract/script.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { ByteRing } from './byte-ring.ts';

const intervalMs = 1000 / 60;
/** What a terminal can show in one interval; 128 KiB make 7.8 MB/s. */
const chunkBytes = 128 * 1024;
/** Text that waits for a page which does not keep up. */
const waitingBytes = 1024 * 1024;
/** While more than this waits in the carrier, nothing is added to it: answers to calls must get through. */
const carrierBacklogBytes = 512 * 1024;

export interface TextOutletOptions {
  readonly clock: Clock;
  readonly send: (chunk: TextChunk) => void;
  readonly carrierBacklog: () => number | undefined;
}

export class TextOutlet implements Disposable {
  readonly #options: TextOutletOptions;
  readonly #waiting = new ByteRing(waitingBytes);
  #timer: Disposable | undefined;
  #lastSentMs = -Infinity;

  constructor(options: TextOutletOptions) {
    this.#options = options;
  }

  push(text: Uint8Array): void {
    this.#waiting.push(text);
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
    if (this.#timer !== undefined || this.#waiting.length === 0) return;
    const waitMs = Math.max(0, this.#lastSentMs + intervalMs - this.#options.clock.now());
    this.#timer = this.#options.clock.after(waitMs, () => {
      this.#timer = undefined;
      this.#tick();
    });
  }

  #tick(): void {
    if (this.#waiting.length === 0) return;
    if ((this.#options.carrierBacklog() ?? 0) <= carrierBacklogBytes) this.#send(chunkBytes);
    else this.#lastSentMs = this.#options.clock.now();
    this.#schedule();
  }

  #send(count: number): void {
    this.#lastSentMs = this.#options.clock.now();
    const lostBefore = this.#waiting.lostBytes;
    this.#options.send({ bytes: this.#waiting.take(count), lostBefore });
  }
}
