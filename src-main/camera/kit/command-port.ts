// One command at a time over a byte transport, for protocols whose replies carry neither a header nor a number: a reply is
// recognized by its length alone. Drivers: usbdbg/, canmv/. A command that gets no reply leaves nothing behind: bytes
// that arrive late are dropped before the next command.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import { abortError, delay } from '../../../src-shared/lib/abort.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { ByteTransport } from '../../transports/api/byte-transport.ts';
import { CameraError } from '../camera-error.ts';

/** What a command may do while the port is its own. */
export interface CommandIo {
  write(bytes: Uint8Array): Promise<void>;
  /** Exactly `length` bytes. Rejects with `camera-silent` if no byte arrives for `idleMs`. */
  read(length: number, idleMs: number, request: string): Promise<Uint8Array>;
  /** At most `length` bytes: what has arrived when no further byte arrives for `idleMs`. */
  readAvailable(length: number, idleMs: number): Promise<Uint8Array>;
  /** The next bytes, in chunks as they arrive; undefined if none arrives for `idleMs`. */
  readChunk(idleMs: number): Promise<Uint8Array | undefined>;
  /** Drops what arrives until `quietMs` of silence, at most for `limitMs`. */
  drain(quietMs: number, limitMs: number): Promise<void>;
  pause(ms: number): Promise<void>;
}

/** Bytes that wait to be read: the largest frame and the text behind it. */
const maxBufferedBytes = 64 * 1024 * 1024;

interface Waiting {
  readonly urgent: boolean;
  start(): void;
  reject(error: Error): void;
}

export class CommandPort implements Disposable {
  readonly #transport: ByteTransport;
  readonly #clock: Clock;
  readonly #owned = new DisposableStore();
  readonly #ended = new AbortController();
  #waiting: Waiting[] = [];
  #busy = false;
  #chunks: Uint8Array[] = [];
  #buffered = 0;
  #wake: (() => void) | undefined;
  bytesSent = 0;
  bytesReceived = 0;
  timeouts = 0;
  /** Bytes that belonged to no command. */
  strayBytes = 0;

  constructor(transport: ByteTransport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
    this.#owned.add(transport.onData((chunk) => this.#take(chunk)));
  }

  /** Commands that wait for their turn. */
  get queued(): number {
    return this.#waiting.length;
  }

  /**
   * Runs a command when it is its turn; urgent ones go before the others. Rejects with the command's own error, with
   * the reason of `signal` if it aborts before the turn, or with the error of `dispose`. A command that has begun is never
   * cut off: the camera would take the rest of its bytes for the next command.
   */
  async run<T>(
    command: (io: CommandIo) => Promise<T>,
    { urgent = false, signal }: { readonly urgent?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    await this.#turn(urgent, signal);
    try {
      this.strayBytes += this.#buffered;
      this.#forget();
      return await command(this.#io());
    } finally {
      this.#busy = false;
      this.#next();
    }
  }

  /** Ends all commands with `error`. */
  end(error: Error): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort(error);
    this.#owned.dispose();
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
    this.#wake?.();
  }

  dispose(): void {
    this.end(new CameraError('not-connected', 'The connection was ended.'));
  }

  #turn(urgent: boolean, signal: AbortSignal | undefined): Promise<void> {
    if (this.#ended.signal.aborted) return Promise.reject(abortError(this.#ended.signal));
    if (signal?.aborted === true) return Promise.reject(abortError(signal));
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        reject(abortError(signal));
      };
      const waiting: Waiting = {
        urgent,
        start() {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
        reject,
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const firstOrdinary = this.#waiting.findIndex((each) => !each.urgent);
      if (urgent && firstOrdinary >= 0) this.#waiting.splice(firstOrdinary, 0, waiting);
      else this.#waiting.push(waiting);
      this.#next();
    });
  }

  #next(): void {
    if (this.#busy) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#busy = true;
    next.start();
  }

  #take(chunk: Uint8Array): void {
    this.bytesReceived += chunk.length;
    if (!this.#busy || this.#buffered + chunk.length > maxBufferedBytes) {
      this.strayBytes += chunk.length;
      return;
    }
    this.#chunks.push(chunk.slice());
    this.#buffered += chunk.length;
    this.#wake?.();
  }

  #forget(): void {
    this.#chunks = [];
    this.#buffered = 0;
  }

  #io(): CommandIo {
    return {
      write: async (bytes) => {
        this.#ended.signal.throwIfAborted();
        await this.#transport.write(bytes);
        this.bytesSent += bytes.length;
      },
      read: (length, idleMs, request) => this.#read(length, idleMs, request),
      readAvailable: async (length, idleMs) => {
        await this.#fill(length, idleMs);
        return this.#consume(Math.min(length, this.#buffered));
      },
      readChunk: async (idleMs) => {
        await this.#fill(1, idleMs);
        return this.#buffered === 0 ? undefined : this.#consume(this.#chunks[0]!.length);
      },
      drain: (quietMs, limitMs) => this.#drain(quietMs, limitMs),
      pause: (ms) => delay(this.#clock, ms, this.#ended.signal),
    };
  }

  async #read(length: number, idleMs: number, request: string): Promise<Uint8Array> {
    if (!(await this.#fill(length, idleMs))) {
      this.timeouts++;
      throw new CameraError('camera-silent', `${request} got ${this.#buffered} of ${length} bytes.`, {
        data: { request, afterMs: idleMs },
      });
    }
    return this.#consume(length);
  }

  async #drain(quietMs: number, limitMs: number): Promise<void> {
    const endMs = this.#clock.now() + limitMs;
    do this.#forget();
    while ((await this.#fill(1, quietMs)) && this.#clock.now() < endMs);
    this.#forget();
  }

  /** Waits for `length` bytes; false if no byte arrives for `idleMs`. */
  async #fill(length: number, idleMs: number): Promise<boolean> {
    while (this.#buffered < length) {
      this.#ended.signal.throwIfAborted();
      const before = this.#buffered;
      await this.#waitForBytes(idleMs);
      this.#ended.signal.throwIfAborted();
      if (this.#buffered === before) return false;
    }
    return true;
  }

  #waitForBytes(idleMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        timer.dispose();
        this.#wake = undefined;
        resolve();
      };
      const timer = this.#clock.after(idleMs, done);
      this.#wake = done;
    });
  }

  #consume(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
      const chunk = this.#chunks[0]!;
      const part = chunk.subarray(0, length - at);
      bytes.set(part, at);
      at += part.length;
      if (part.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(part.length);
    }
    this.#buffered -= length;
    return bytes;
  }
}
