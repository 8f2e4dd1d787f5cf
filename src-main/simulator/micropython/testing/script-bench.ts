// Runs scripts on the real engine for tests: with a temporary flash folder and waits with a deadline.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../../src-shared/lib/clock.ts';
import type { PublishedFrame, RunResult, ScriptChannel, ScriptEngineOptions } from '../../core/script-engine.ts';
import { MicroPythonEngine } from '../micropython-engine.ts';

/** Below the test runner's own limit, so that the message here is the one to read. */
const usualDeadlineMs = 15_000;
const encoder = new TextEncoder();

export interface ScriptOutcome {
  readonly kind: RunResult['kind'];
  readonly text: string;
}

export class ScriptBench {
  readonly engine: MicroPythonEngine;
  readonly flashFolder: string;
  readonly frames: (PublishedFrame | undefined)[] = [];
  readonly channels: ScriptChannel[] = [];
  readonly #deadlineMs: number;
  readonly #received: Uint8Array[] = [];
  readonly #changes = new Set<() => void>();
  #outcome: RunResult['kind'] | undefined;

  private constructor(
    flashFolder: string,
    options: Partial<ScriptEngineOptions>,
    deadlineMs: number,
    interruptLimitMs: number,
  ) {
    this.flashFolder = flashFolder;
    this.#deadlineMs = deadlineMs;
    this.engine = new MicroPythonEngine(
      {
        flashFolder,
        board: 'N6',
        seed: 7,
        scene: 'balls',
        ...options,
      },
      systemClock,
      interruptLimitMs,
    );
    this.engine.onText((text) => this.#changed(() => this.#received.push(text)));
    this.engine.onFrame((frame) => this.#changed(() => this.frames.push(frame)));
    this.engine.onChannelRegistered((channel) => this.#changed(() => this.channels.push(channel)));
    this.engine.onEnded(({ kind }) => this.#changed(() => (this.#outcome = kind)));
  }

  /** `interruptLimitMs`: how long a script may ignore Stop; long by default, so that a busy machine ends none early. */
  static async create(
    options: Partial<ScriptEngineOptions> = {},
    deadlineMs = usualDeadlineMs,
    interruptLimitMs = usualDeadlineMs,
  ): Promise<ScriptBench> {
    const folder = await mkdtemp(path.join(tmpdir(), 'flash-'));
    const bench = new ScriptBench(folder, options, deadlineMs, interruptLimitMs);
    await bench.engine.ready();
    return bench;
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.#received);
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  get outcome(): RunResult['kind'] | undefined {
    return this.#outcome;
  }

  /** Starts a script in a fresh interpreter, or in the one that just got ready. */
  async start(source: string | Uint8Array): Promise<void> {
    if (this.#outcome !== undefined) await this.engine.restart();
    this.#received.length = 0;
    this.frames.length = 0;
    this.channels.length = 0;
    this.#outcome = undefined;
    this.engine.run(typeof source === 'string' ? encoder.encode(source) : source);
  }

  /** Runs a script to its end. */
  async run(source: string | Uint8Array): Promise<ScriptOutcome> {
    await this.start(source);
    return this.ended();
  }

  async ended(): Promise<ScriptOutcome> {
    await this.until('the script ended', () => this.#outcome !== undefined);
    return { kind: this.#outcome!, text: this.text };
  }

  /** Waits for something that text, frames, channels or the end bring about. */
  until(what: string, condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!condition()) return;
        clearTimeout(deadline);
        this.#changes.delete(check);
        resolve();
      };
      const deadline = setTimeout(() => {
        this.#changes.delete(check);
        reject(new Error(`Not within ${this.#deadlineMs} ms: ${what}. Text so far: ${this.text.slice(-500)}`));
      }, this.#deadlineMs);
      this.#changes.add(check);
      check();
    });
  }

  async dispose(): Promise<void> {
    this.engine.dispose();
    await rm(this.flashFolder, { recursive: true, force: true });
  }

  #changed(change: () => void): void {
    change();
    for (const check of this.#changes) check();
  }
}
