// A camera that has just started greets: "OpenMV v5.0.0; …", perhaps more lines, and the prompt ">>> ". Whoever reads
// first after that gets the greeting in front of the script's output, where it does not belong.

const openings = ['MPY: soft reboot', 'OpenMV v', 'MicroPython v'];
const prompt = '>>> ';
/** Longer than any greeting. */
const greetingBytes = 1024;

export class BannerFilter {
  #held: Buffer | undefined = Buffer.alloc(0);

  /** Takes the next bytes of the text; returns those that are the script's, which may be fewer for a while. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#held === undefined) return bytes;
    this.#held = Buffer.concat([this.#held, bytes]);
    const text = this.#held.toString('latin1');
    const end = text.startsWith(prompt) ? 0 : text.indexOf(`\n${prompt}`) + 1;
    if (text.startsWith(prompt) || (end > 0 && isOpening(text))) return this.#release(end + prompt.length);
    return isOpening(text) && text.length < greetingBytes ? new Uint8Array() : this.#release(0);
  }

  /** What was held back and turned out to be no greeting. */
  flush(): Uint8Array {
    return this.#release(0);
  }

  #release(from: number): Uint8Array {
    const rest = this.#held?.subarray(from) ?? new Uint8Array();
    this.#held = undefined;
    return rest;
  }
}

/** Whether a greeting may begin like this. */
function isOpening(text: string): boolean {
  return [...openings, prompt].some((opening) => text.startsWith(opening) || opening.startsWith(text));
}
