// One small JSON file in the data folder: read once, kept in memory, written back a moment after it changed.
// A damaged file is put aside as NAME.damaged and the fallback is used: nothing here may keep the program from starting.

import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { writeAtomically } from './atomic-write.ts';

/** Changes that follow each other faster are written once. */
const writeDelayMs = 300;
/** After a write that failed, such as on a full disk, the next attempt. */
const retryDelayMs = 5000;

export interface JsonFileOptions<T> {
  readonly file: string;
  /** Makes a value of whatever was in the file; undefined when the file was missing or no JSON. Never throws. */
  readonly read: (json: unknown) => T;
  readonly clock: Clock;
  /** Called when the value cannot be written, once until a write succeeds. The value in memory stays. */
  readonly onProblem: (cause: unknown, file: string) => void;
}

export class JsonFile<T> {
  readonly #options: JsonFileOptions<T>;
  #value: T;
  #timer: Disposable | undefined;
  #writing: Promise<void> = Promise.resolve();
  #changed = false;
  #failing = false;
  #closed = false;

  private constructor(options: JsonFileOptions<T>, value: T) {
    this.#options = options;
    this.#value = value;
  }

  static async load<T>(options: JsonFileOptions<T>): Promise<JsonFile<T>> {
    let json: unknown;
    try {
      json = JSON.parse(await readFile(options.file, 'utf8'));
    } catch (error) {
      if (error instanceof SyntaxError) await rename(options.file, `${options.file}.damaged`).catch(() => undefined);
    }
    return new JsonFile(options, options.read(json));
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.#changed = true;
    this.#timer ??= this.#options.clock.after(writeDelayMs, () => void this.flush());
  }

  /** Writes now what is not written yet. Never rejects. */
  flush(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Writes for the last time. */
  close(): Promise<void> {
    this.#closed = true;
    return this.flush();
  }

  async #write(): Promise<void> {
    if (!this.#changed) return;
    this.#changed = false;
    const text = `${JSON.stringify(this.#value, undefined, 2)}\n`;
    try {
      await mkdir(path.dirname(this.#options.file), { recursive: true });
      await writeAtomically(this.#options.file, text);
      this.#failing = false;
    } catch (error) {
      this.#changed = true;
      if (!this.#closed) this.#timer ??= this.#options.clock.after(retryDelayMs, () => void this.flush());
      if (this.#failing) return;
      this.#failing = true;
      this.#options.onProblem(error, this.#options.file);
    }
  }
}
