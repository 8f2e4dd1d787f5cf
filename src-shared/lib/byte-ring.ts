/** Keeps the newest `limitBytes` bytes of a stream. Older bytes are dropped and counted. */
export class ByteRing {
  readonly #limitBytes: number;
  #buffer = new Uint8Array(4096);
  #start = 0;
  #length = 0;
  #lostBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes dropped since the last `take` or `clear`. */
  get lostBytes(): number {
    return this.#lostBytes;
  }

  push(added: Uint8Array): void {
    const kept = added.length > this.#limitBytes ? added.subarray(added.length - this.#limitBytes) : added;
    const surplus = Math.max(0, this.#length + kept.length - this.#limitBytes);
    this.#lostBytes += surplus + (added.length - kept.length);
    this.#start = (this.#start + surplus) % this.#buffer.length;
    this.#length -= surplus;
    this.#grow(this.#length + kept.length);
    const at = (this.#start + this.#length) % this.#buffer.length;
    const toEnd = Math.min(kept.length, this.#buffer.length - at);
    this.#buffer.set(kept.subarray(0, toEnd), at);
    this.#buffer.set(kept.subarray(toEnd), 0);
    this.#length += kept.length;
  }

  /** Removes up to `count` bytes from the front and resets the count of dropped bytes. */
  take(count: number): Uint8Array<ArrayBuffer> {
    const taken = this.#copy(Math.min(count, this.#length));
    this.#start = (this.#start + taken.length) % this.#buffer.length;
    this.#length -= taken.length;
    this.#lostBytes = 0;
    return taken;
  }

  /** All kept bytes, without removing them. */
  snapshot(): Uint8Array<ArrayBuffer> {
    return this.#copy(this.#length);
  }

  clear(): void {
    this.#start = 0;
    this.#length = 0;
    this.#lostBytes = 0;
  }

  #copy(count: number): Uint8Array<ArrayBuffer> {
    const copied = new Uint8Array(count);
    const toEnd = Math.min(count, this.#buffer.length - this.#start);
    copied.set(this.#buffer.subarray(this.#start, this.#start + toEnd));
    copied.set(this.#buffer.subarray(0, count - toEnd), toEnd);
    return copied;
  }

  #grow(needed: number): void {
    if (needed <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.min(this.#limitBytes, Math.max(needed, 2 * this.#buffer.length)));
    grown.set(this.#copy(this.#length));
    this.#buffer = grown;
    this.#start = 0;
  }
}
