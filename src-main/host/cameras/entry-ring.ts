// Time-stamped entries, bounded by bytes and by age. Overflow: the oldest are dropped and counted.

export interface RingLimits {
  readonly bytes: number;
  readonly ageMs: number;
}

interface Stamped {
  readonly atMs: number;
}

export class EntryRing<T extends Stamped> {
  readonly #limits: RingLimits;
  #entries: ({ readonly entry: T; readonly bytes: number } | undefined)[] = [];
  /** Index of the oldest entry. The places before it are empty; they are removed when they are half of the array. */
  #first = 0;
  #bytes = 0;
  #dropped = 0;

  constructor(limits: RingLimits) {
    this.#limits = limits;
  }

  /** Entries dropped so far. */
  get dropped(): number {
    return this.#dropped;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Adds an entry that is not older than the ones before it. One that is larger than the limit is dropped itself. */
  push(entry: T, bytes: number): void {
    this.#entries.push({ entry, bytes });
    this.#bytes += bytes;
    this.#drop(entry.atMs);
  }

  /** What is kept at this time, oldest first. */
  entries(nowMs: number): T[] {
    this.#drop(nowMs);
    return this.#entries.slice(this.#first).flatMap((each) => (each === undefined ? [] : [each.entry]));
  }

  #drop(nowMs: number): void {
    for (let oldest = this.#entries[this.#first]; oldest !== undefined; oldest = this.#entries[this.#first]) {
      if (this.#bytes <= this.#limits.bytes && nowMs - oldest.entry.atMs <= this.#limits.ageMs) break;
      this.#entries[this.#first] = undefined;
      this.#bytes -= oldest.bytes;
      this.#first += 1;
      this.#dropped += 1;
    }
    if (this.#first > 16 && this.#first * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }
}
