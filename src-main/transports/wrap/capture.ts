// Any transport, with everything that passes written down: a capture log of src-shared/recording.
// Below: another ByteTransport, and a place for bytes (capture-file.ts). The session is never disturbed: bytes are copied
// and written behind its back, and when that fails the log ends there and says why.

import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { RecordKind, type CaptureMetadata } from '../../../src-shared/recording/capture-format.ts';
import { encodeCaptureHeader, encodeCaptureRecord } from '../../../src-shared/recording/capture-writer.ts';
import { RecordingError } from '../../../src-shared/recording/recording-error.ts';
import type { ByteTransport } from '../api/byte-transport.ts';

/** Where a log goes. Both may reject; after that neither is called again. */
export interface CaptureSink {
  /** Writes the blocks in order. */
  write(blocks: readonly Uint8Array[]): Promise<void>;
  close(): Promise<void>;
}

/** Where a log goes, and what its head says. */
export interface CaptureLogOptions {
  readonly sink: CaptureSink;
  readonly clock?: Clock;
  readonly metadata?: CaptureMetadata;
  /** Bytes that may wait to be written; beyond them the log ends. Default 64 MB: seconds of the fastest camera. */
  readonly limitBytes?: number;
}

/** How much was written. */
export interface CaptureReport {
  /** Records and bytes handed to the sink, header included. */
  readonly records: number;
  readonly bytes: number;
  /** Why the log ended before the session did; what was written up to then is readable. */
  readonly error: Error | undefined;
}

const defaultLimitBytes = 64 * 1024 * 1024;

/** A session as it is written down: see docs/formats.md. */
export class CaptureLog {
  readonly #sink: CaptureSink;
  readonly #clock: Clock;
  readonly #limitBytes: number;
  readonly #startMs: number;
  readonly #failed = new Emitter<Error>();
  /** Fires once, when the log ends early. */
  readonly onError = this.#failed.event;
  /** Goes out with the first record: what never began leaves nothing. */
  #header: Uint8Array | undefined;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #records = 0;
  #bytes = 0;
  #error: Error | undefined;
  #finished = false;

  constructor({ sink, clock = systemClock, metadata = {}, limitBytes = defaultLimitBytes }: CaptureLogOptions) {
    this.#sink = sink;
    this.#clock = clock;
    this.#limitBytes = limitBytes;
    this.#startMs = clock.now();
    this.#header = encodeCaptureHeader(metadata);
  }

  /** Up to now. */
  get report(): CaptureReport {
    return { records: this.#records, bytes: this.#bytes, error: this.#error };
  }

  /** Never throws and never waits. */
  append(kind: RecordKind, bytes?: Uint8Array): void {
    if (this.#error !== undefined || this.#finished) return;
    if (this.#waitingBytes + (bytes?.length ?? 0) > this.#limitBytes) {
      this.#fail(new RecordingError('capture-too-slow', 'The capture log could not be written as fast as bytes came.'));
      return;
    }
    if (this.#header !== undefined) this.#put(this.#header);
    this.#header = undefined;
    this.#records++;
    this.#put(encodeCaptureRecord(kind, (this.#clock.now() - this.#startMs) * 1000, bytes));
  }

  /** Writes what waits and closes the sink. Never rejects; the report tells. */
  async finish(): Promise<CaptureReport> {
    if (!this.#finished) {
      this.#finished = true;
      await this.#writing;
      try {
        await this.#sink.close();
      } catch (error) {
        this.#fail(error as Error);
      }
    }
    return this.report;
  }

  #put(block: Uint8Array): void {
    this.#waiting.push(block);
    this.#waitingBytes += block.length;
    this.#bytes += block.length;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  async #write(): Promise<void> {
    // What comes in the same turn goes out together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const blocks = this.#waiting;
      const bytes = this.#waitingBytes;
      this.#waiting = [];
      try {
        await this.#sink.write(blocks);
      } catch (error) {
        this.#waiting = [];
        this.#fail(error as Error);
        return;
      }
      this.#waitingBytes -= bytes;
    }
  }

  #fail(error: Error): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    this.#failed.emit(error);
  }
}

/** Where the log of a connection comes from. */
export interface CaptureLogs {
  /** Called before the port is opened. */
  begin(): Promise<CaptureLog> | CaptureLog;
  /** Called when the port is closed, or did not open. Never rejects. */
  end(log: CaptureLog): Promise<void>;
}

/** `inner`, with its bytes and its opening and closing appended to the log, which may outlive many connections. */
export function captureTransport(inner: ByteTransport, log: CaptureLog): ByteTransport {
  return new CapturedTransport(inner, { begin: () => log, end: () => Promise.resolve() });
}

export class CapturedTransport implements ByteTransport {
  readonly name: string;
  readonly kind: ByteTransport['kind'];
  readonly #inner: ByteTransport;
  readonly #logs: CaptureLogs;
  readonly #data = new Emitter<Uint8Array>();
  readonly #closed = new Emitter<Error | undefined>();
  #log: CaptureLog | undefined;
  #ended: Promise<void> = Promise.resolve();

  get line(): ByteTransport['line'] {
    return this.#inner.line;
  }

  constructor(inner: ByteTransport, logs: CaptureLogs) {
    this.name = inner.name;
    this.kind = inner.kind;
    this.#inner = inner;
    this.#logs = logs;
    inner.onData((chunk) => {
      this.#log?.append(RecordKind.fromCamera, chunk);
      this.#data.emit(chunk);
    });
    inner.onClose((error) => {
      this.#log?.append(RecordKind.closed, error && new TextEncoder().encode(error.message));
      this.#end();
      this.#closed.emit(error);
    });
  }

  async open(signal?: AbortSignal): Promise<void> {
    await this.#ended;
    const log = await this.#logs.begin();
    try {
      await this.#inner.open(signal);
    } catch (error) {
      await this.#logs.end(log);
      throw error;
    }
    this.#log = log;
    log.append(RecordKind.opened);
  }

  write(bytes: Uint8Array): Promise<void> {
    this.#log?.append(RecordKind.toCamera, bytes);
    return this.#inner.write(bytes);
  }

  onData(listener: (chunk: Uint8Array) => void): Disposable {
    return this.#data.event(listener);
  }

  onClose(listener: (error: Error | undefined) => void): Disposable {
    return this.#closed.event(listener);
  }

  async close(): Promise<void> {
    await this.#inner.close();
    await this.#ended;
  }

  #end(): void {
    const log = this.#log;
    this.#log = undefined;
    if (log !== undefined) this.#ended = this.#logs.end(log);
  }
}
