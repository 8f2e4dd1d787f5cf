// What a script prints, on its way into the shared ring. Never loses text: when the ring is full the script waits for the
// host to read, and still serves it.

import type { ScriptService } from './script-service.ts';
import type { SharedControl } from './shared-control.ts';

const lineFeed = 10;
const carriageReturn = 13;
/** How long to wait for the reader before looking at the mailbox again. */
const turnMs = 5;

export class TextOutput {
  readonly #control: SharedControl;
  readonly #ring: () => void;
  readonly #service: () => ScriptService | undefined;

  /** `ring` tells the host that there is text. */
  constructor(control: SharedControl, ring: () => void, service: () => ScriptService | undefined) {
    this.#control = control;
    this.#ring = ring;
    this.#service = service;
  }

  /**
   * Line feeds become CR LF, as the firmware's terminal output makes them. The interpreter's own messages come with the
   * line end converted already, in a separate write.
   */
  write(bytes: Uint8Array): void {
    const isLineEnd = bytes.length === 2 && bytes[0] === carriageReturn && bytes[1] === lineFeed;
    let rest = isLineEnd ? bytes : withCarriageReturns(bytes);
    for (;;) {
      rest = rest.subarray(this.#control.writeText(rest));
      if (this.#control.ringBell()) this.#ring();
      if (rest.length === 0) return;
      this.#service()?.serve();
      this.#control.waitForReader(turnMs);
    }
  }
}

function withCarriageReturns(bytes: Uint8Array): Uint8Array {
  let lines = 0;
  for (const byte of bytes) if (byte === lineFeed) lines++;
  if (lines === 0) return bytes;
  const converted = new Uint8Array(bytes.length + lines);
  let at = 0;
  for (const byte of bytes) {
    if (byte === lineFeed) converted[at++] = carriageReturn;
    converted[at++] = byte;
  }
  return converted;
}
