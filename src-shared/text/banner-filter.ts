// Removes the banner of the interpreter from the front of a script's text: "OpenMV v5.0.0; …", perhaps more lines, and
// the prompt. The first read after a start of the camera contains it. Pure: no clock, no promise.

import { concatBytes, latin1 } from '../lib/bytes.ts';
import type { DeviceText } from './device-text.ts';

/** No banner is longer. */
const bannerBytes = 1024;

export class BannerFilter {
  readonly #words: DeviceText;
  #held: Uint8Array | undefined = new Uint8Array();

  constructor(words: DeviceText) {
    this.#words = words;
  }

  /** Takes the next bytes of the text and returns those that belong to the script; holds back what may be a banner. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#held === undefined) return bytes;
    this.#held = concatBytes(this.#held, bytes);
    const text = latin1(this.#held);
    const { prompt } = this.#words;
    const end = text.startsWith(prompt) ? 0 : text.indexOf(`\n${prompt}`) + 1;
    if (text.startsWith(prompt) || (end > 0 && this.#isStart(text))) return this.#release(end + prompt.length);
    return this.#isStart(text) && text.length < bannerBytes ? new Uint8Array() : this.#release(0);
  }

  /** What was held back and turned out not to be a banner. */
  flush(): Uint8Array {
    return this.#release(0);
  }

  #release(from: number): Uint8Array {
    const rest = this.#held?.subarray(from) ?? new Uint8Array();
    this.#held = undefined;
    return rest;
  }

  /** Whether a banner can begin like this. */
  #isStart(text: string): boolean {
    const { bannerStarts, prompt } = this.#words;
    return [...bannerStarts, prompt].some((start) => text.startsWith(start) || start.startsWith(text));
  }
}
