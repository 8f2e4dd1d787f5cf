// The words and the text ring that the host thread and a script worker share: flags to the script, counters from it.
// Requests and frames themselves travel as messages; a running script takes requests with `receiveMessageOnPort`.

const ringSizeBytes = 64 * 1024;
const wordCount = 16;

const Word = {
  /** `ServiceFlag`s that the script has not seen yet. */
  flags: 0,
  /** Total bytes of text written and read, wrapping. */
  written: 1,
  read: 2,
  /** 1 while a "there is text" message is on its way. */
  bell: 3,
  frameWanted: 4,
  framesSent: 5,
  framesHandled: 6,
  /** Never changes. */
  still: 7,
  eventsRefused: 8,
  eventsSent: 9,
  eventsSettled: 10,
} as const;

export const ServiceFlag = { interrupt: 1, requests: 2, collect: 4 } as const;

export class SharedControl {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #ring: Uint8Array;

  constructor(buffer = new SharedArrayBuffer(wordCount * 4 + ringSizeBytes)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, wordCount);
    this.#ring = new Uint8Array(buffer, wordCount * 4, ringSizeBytes);
  }

  get flags(): number {
    return Atomics.load(this.#words, Word.flags);
  }

  /** Adds a flag and wakes a script that waits in `waitForFlags`. */
  raise(flag: number): void {
    Atomics.or(this.#words, Word.flags, flag);
    Atomics.notify(this.#words, Word.flags);
  }

  takeFlags(): number {
    return Atomics.exchange(this.#words, Word.flags, 0);
  }

  /** Blocks the script's thread until a flag is raised or the time is over. */
  waitForFlags(timeoutMs: number): void {
    Atomics.wait(this.#words, Word.flags, 0, timeoutMs);
  }

  /** Blocks the script's thread until the thread is terminated. */
  waitForever(): never {
    for (;;) Atomics.wait(this.#words, Word.still, 0);
  }

  /** Blocks the script's thread for this time, whatever is raised. */
  pause(timeoutMs: number): void {
    Atomics.wait(this.#words, Word.still, 0, timeoutMs);
  }

  get frameWanted(): boolean {
    return Atomics.load(this.#words, Word.frameWanted) !== 0;
  }

  set frameWanted(wanted: boolean) {
    Atomics.store(this.#words, Word.frameWanted, wanted ? 1 : 0);
  }

  /** Whether an event of a channel would reach the host. */
  get eventsTaken(): boolean {
    return Atomics.load(this.#words, Word.eventsRefused) === 0;
  }

  set eventsTaken(taken: boolean) {
    Atomics.store(this.#words, Word.eventsRefused, taken ? 0 : 1);
  }

  /** Frame messages that the host has not handled yet. */
  get framesInFlight(): number {
    return (Atomics.load(this.#words, Word.framesSent) - Atomics.load(this.#words, Word.framesHandled)) | 0;
  }

  countFrameSent(): void {
    Atomics.add(this.#words, Word.framesSent, 1);
  }

  countFrameHandled(): void {
    Atomics.add(this.#words, Word.framesHandled, 1);
  }

  /** Events of channels that the device has neither sent nor dropped. */
  get eventsInFlight(): number {
    return (Atomics.load(this.#words, Word.eventsSent) - Atomics.load(this.#words, Word.eventsSettled)) | 0;
  }

  countEventSent(): void {
    Atomics.add(this.#words, Word.eventsSent, 1);
  }

  countEventSettled(): void {
    Atomics.add(this.#words, Word.eventsSettled, 1);
    Atomics.notify(this.#words, Word.eventsSettled);
  }

  /** Blocks the script's thread while `limit` events are in flight, at most `timeoutMs`. */
  waitForEventSettled(limit: number, timeoutMs: number): void {
    const settled = Atomics.load(this.#words, Word.eventsSettled);
    if (((Atomics.load(this.#words, Word.eventsSent) - settled) | 0) < limit) return;
    Atomics.wait(this.#words, Word.eventsSettled, settled, timeoutMs);
  }

  /** Appends as much as fits and returns how many bytes that was. */
  writeText(bytes: Uint8Array): number {
    const written = Atomics.load(this.#words, Word.written);
    const used = (written - Atomics.load(this.#words, Word.read)) >>> 0;
    const count = Math.min(bytes.length, ringSizeBytes - used);
    const start = (written >>> 0) % ringSizeBytes;
    const first = Math.min(count, ringSizeBytes - start);
    this.#ring.set(bytes.subarray(0, first), start);
    this.#ring.set(bytes.subarray(first, count), 0);
    Atomics.store(this.#words, Word.written, (written + count) | 0);
    return count;
  }

  /** Takes all text out, as a copy. Empty when there is none. */
  readText(): Uint8Array {
    const read = Atomics.load(this.#words, Word.read);
    const count = (Atomics.load(this.#words, Word.written) - read) >>> 0;
    const start = (read >>> 0) % ringSizeBytes;
    const text = new Uint8Array(count);
    const first = Math.min(count, ringSizeBytes - start);
    text.set(this.#ring.subarray(start, start + first));
    text.set(this.#ring.subarray(0, count - first), first);
    Atomics.store(this.#words, Word.read, (read + count) | 0);
    Atomics.notify(this.#words, Word.read);
    return text;
  }

  /** Blocks the script's thread while no text has been taken out, at most `timeoutMs`. */
  waitForReader(timeoutMs: number): void {
    const read = Atomics.load(this.#words, Word.read);
    if ((Atomics.load(this.#words, Word.written) - read) >>> 0 < ringSizeBytes) return;
    Atomics.wait(this.#words, Word.read, read, timeoutMs);
  }

  /** True when the bell was silent: the caller then tells the host that there is text. */
  ringBell(): boolean {
    return Atomics.exchange(this.#words, Word.bell, 1) === 0;
  }

  /** To be called before reading, so that no text is left without a bell. */
  silenceBell(): void {
    Atomics.store(this.#words, Word.bell, 0);
  }
}
