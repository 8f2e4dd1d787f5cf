// Text of the script that waits for the host: the firmware's ring, and a backlog in front of it, since a simulated script
// prints far faster than a camera. Overflow rule: beyond the backlog the oldest text is overwritten, and counted.

/** Text in front of the ring. */
const maxBacklogBytes = 1024 * 1024;

export class TextRing {
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  droppedBytes = 0;

  get waitingBytes(): number {
    return this.#bytes;
  }

  push(text: Uint8Array): void {
    if (text.length === 0) return;
    this.#chunks.push(text.slice());
    this.#bytes += text.length;
    while (this.#bytes > maxBacklogBytes) {
      const oldest = this.#chunks.shift()!;
      this.#bytes -= oldest.length;
      this.droppedBytes += oldest.length;
    }
  }

  /** Removes and returns at most `length` bytes. */
  take(length: number): Uint8Array {
    const bytes = new Uint8Array(Math.min(length, this.#bytes));
    for (let at = 0; at < bytes.length;) {
      const chunk = this.#chunks[0]!;
      const part = chunk.subarray(0, bytes.length - at);
      bytes.set(part, at);
      at += part.length;
      if (part.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(part.length);
    }
    this.#bytes -= bytes.length;
    return bytes;
  }

  clear(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }
}
