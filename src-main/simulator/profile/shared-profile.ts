// The profiler's table in memory that two threads share: the script's thread writes a sample at the end of each call, the
// camera's thread reads, resets and sets it up. One lock guards it, with the firmware's rule: a writer that finds it
// taken drops its sample. The table outlives interpreters, as the firmware's outlives soft reboots.

import { defaultPmuEventIds, profileCounterLimit } from '../../../src-shared/openmv/profile-record.ts';

/** The firmware's table takes no more functions; calls of further ones are not recorded. */
export const maxProfileRecords = 256;

const Word = { lock: 0, count: 1, exclusive: 2, generation: 3, counters: 4, events: 8 } as const;
const headerWords = 64;
const Lock = { free: 0, script: 1, camera: 2 } as const;
/** A sample takes a few microseconds. A holder that keeps the lock longer was ended in the middle of one. */
const patienceMs = 20;

export interface ProfileSample {
  readonly address: number;
  readonly caller: number;
  readonly us: number;
  readonly cycles: number;
  /** One a counter. */
  readonly events: Float64Array;
}

export class SharedProfile {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly address: Uint32Array;
  readonly caller: Uint32Array;
  readonly calls: Uint32Array;
  readonly minUs: Uint32Array;
  readonly maxUs: Uint32Array;
  readonly totalUs: Float64Array;
  readonly totalCycles: Float64Array;
  /** `maxProfileRecords` values a counter. */
  readonly eventTotals: Float64Array;

  /** A new table with this many counters, or the one in a buffer that another thread has made. */
  constructor(from: number | SharedArrayBuffer) {
    const doublesAt = headerWords * 4 + 5 * maxProfileRecords * 4;
    const sizeBytes = doublesAt + (2 + profileCounterLimit) * maxProfileRecords * 8;
    this.buffer = typeof from === 'number' ? new SharedArrayBuffer(sizeBytes) : from;
    this.#words = new Int32Array(this.buffer, 0, headerWords);
    const words = (column: number): Uint32Array =>
      new Uint32Array(this.buffer, (headerWords + column * maxProfileRecords) * 4, maxProfileRecords);
    const doubles = (column: number, count = 1): Float64Array =>
      new Float64Array(this.buffer, doublesAt + column * maxProfileRecords * 8, maxProfileRecords * count);
    this.address = words(0);
    this.caller = words(1);
    this.calls = words(2);
    this.minUs = words(3);
    this.maxUs = words(4);
    this.totalUs = doubles(0);
    this.totalCycles = doubles(1);
    this.eventTotals = doubles(2, profileCounterLimit);
    if (typeof from === 'number') {
      Atomics.store(this.#words, Word.counters, from);
      defaultPmuEventIds.forEach((event, counter) => Atomics.store(this.#words, Word.events + counter, event));
    }
  }

  get counterCount(): number {
    return Atomics.load(this.#words, Word.counters);
  }

  get recordCount(): number {
    return Atomics.load(this.#words, Word.count);
  }

  get exclusive(): boolean {
    return Atomics.load(this.#words, Word.exclusive) !== 0;
  }

  set exclusive(exclusive: boolean) {
    Atomics.store(this.#words, Word.exclusive, exclusive ? 1 : 0);
  }

  /** Goes up with every reset; calls that began before it are not recorded. */
  get generation(): number {
    return Atomics.load(this.#words, Word.generation);
  }

  event(counter: number): number {
    return Atomics.load(this.#words, Word.events + counter);
  }

  setEvent(counter: number, event: number): void {
    Atomics.store(this.#words, Word.events + counter, event);
  }

  /** Adds a sample, unless the camera holds the table or it is full. For the script's thread. */
  add(sample: ProfileSample, rows: Map<number, number>): void {
    if (Atomics.compareExchange(this.#words, Word.lock, Lock.free, Lock.script) !== Lock.free) return;
    const row = this.#rowOf(sample.address, rows);
    if (row !== undefined) this.#count(row, sample);
    Atomics.compareExchange(this.#words, Word.lock, Lock.script, Lock.free);
  }

  /** For the camera's thread: samples are dropped until `release`. */
  acquire(): void {
    const untilMs = performance.now() + patienceMs;
    while (Atomics.compareExchange(this.#words, Word.lock, Lock.free, Lock.camera) !== Lock.free)
      if (performance.now() > untilMs) {
        Atomics.store(this.#words, Word.lock, Lock.camera);
        return;
      }
  }

  release(): void {
    Atomics.store(this.#words, Word.lock, Lock.free);
  }

  /** To be called between `acquire` and `release`. */
  clear(): void {
    Atomics.store(this.#words, Word.count, 0);
    Atomics.add(this.#words, Word.generation, 1);
  }

  #rowOf(address: number, rows: Map<number, number>): number | undefined {
    const known = rows.get(address);
    const count = this.recordCount;
    if (known !== undefined && known < count && this.address[known] === address) return known;
    // Another interpreter may have made the row.
    let row = this.address.subarray(0, count).indexOf(address);
    if (row < 0) {
      if (count === maxProfileRecords) return undefined;
      row = count;
      this.address[row] = address;
      this.calls[row] = 0;
      this.minUs[row] = 0xffffffff;
      this.maxUs[row] = 0;
      this.totalUs[row] = 0;
      this.totalCycles[row] = 0;
      for (let counter = 0; counter < this.counterCount; counter++)
        this.eventTotals[counter * maxProfileRecords + row] = 0;
      Atomics.store(this.#words, Word.count, count + 1);
    }
    rows.set(address, row);
    return row;
  }

  #count(row: number, { caller, us, cycles, events }: ProfileSample): void {
    this.caller[row] = caller;
    this.calls[row]! += 1;
    this.minUs[row] = Math.min(this.minUs[row]!, us);
    this.maxUs[row] = Math.max(this.maxUs[row]!, us);
    this.totalUs[row]! += us;
    this.totalCycles[row]! += cycles;
    for (let counter = 0; counter < this.counterCount; counter++)
      this.eventTotals[counter * maxProfileRecords + row]! += events[counter]!;
  }
}
