// Fetches pictures as the device announces them and keeps the stream alive (docs/protocol-v2.md §19.6): the device
// stores one picture, announces it once, and stores no other before that one is released. So no announcement may be
// forgotten. Under it: frame-reader.ts. Over it: the camera.
//
// Too fast: nothing queues here. One picture is under way at a time; the camera drops what comes meanwhile.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { ignoreExpected } from '../../../../src-shared/lib/ignore-expected.ts';
import { lockIntervalMs } from '../../../../src-shared/openmv/constants.ts';
import { encodingOf } from '../../../../src-shared/picture/encoding.ts';
import { isCompressed, PixelFormat } from '../../../../src-shared/picture/pixel-format.ts';
import { ProtocolError } from '../../../../src-shared/openmv/protocol-error.ts';
import {
  checkStreamHeader,
  decodeStreamHeader,
  type StreamHeader,
} from '../../../../src-shared/openmv/stream-frame.ts';
import { isDisturbance } from '../../camera-error.ts';
import type { Frame } from '../../../../src-shared/picture/frame.ts';
import { FrameReader, type ReadOutcome, type ReadSequence } from './frame-reader.ts';
import type { Link } from '../link/link.ts';
import type { ScriptState } from '../../kit/script-state.ts';
import { Watchdog } from '../../kit/watchdog.ts';

/**
 * No frame for this long while a script runs: ask whether one waits unannounced. Sooner, by the rate of the frames so
 * far, since a lost announcement stops the stream; each look in vain doubles the wait.
 */
const watchMs = 500;
const watchShortestMs = 40;
const watchIntervals = 3;
/**
 * Where packets get lost, announcements do: a look that came just too early may double the wait, and no gap is seen.
 */
const watchLossyMs = 80;
/** Still none: release the buffer, in case the device waits for it. */
const releaseMs = 2000;
/** The device has announced a picture that it could not store; it may wait for the release. */
const overflowReleaseMs = 250;
const busyRetryMs = 5;
/** As many raw pictures of one size make the next one of that size likely. */
const steadySizes = 3;
/** As many unusable pictures in a row make a sequence suspect. */
const suspectBroken = 3;

export interface FramePumpOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly script: ScriptState;
  /** The sequence to read with; undefined: the fastest that works on this device. */
  readonly forced: () => ReadSequence | undefined;
  readonly onFrame: (frame: Frame) => void;
  /** A whole picture came and cannot be true. */
  readonly onProblem: (error: Error) => void;
}

export class FramePump implements Disposable {
  readonly #options: FramePumpOptions;
  readonly #reader: FrameReader;
  readonly #watchdog: Watchdog;
  #retry: Disposable | undefined;
  #enabled = false;
  #pending = false;
  #busy = false;
  #eventAtMs = 0;
  #lastFrameMs = 0;
  #lastLockMs = Number.NEGATIVE_INFINITY;
  #intervalMs = watchMs;
  #emptyPolls = 0;
  #overflowed = false;
  #sequence = 0;
  #dropped = 0;
  #lastBytes = 0;
  #steady = 0;
  #brokenInARow = 0;
  #fastest: ReadSequence = 'reference';

  constructor(options: FramePumpOptions) {
    this.#options = options;
    this.#reader = new FrameReader(options.link);
    this.#watchdog = new Watchdog(options.clock, () => this.#watch());
  }

  /** The sequence in use now. */
  get readSequence(): ReadSequence {
    const forced = this.#options.forced();
    if (forced !== undefined) return forced;
    return this.#fastest === 'lock-free' && this.#steady >= steadySizes ? 'one-trip' : this.#fastest;
  }

  /** From now on announcements are followed. `knownFirmware`: its buffer rules are the ones we know (§12.3). */
  start(knownFirmware: boolean): void {
    this.#fastest = knownFirmware ? 'lock-free' : 'locked';
    this.#enabled = true;
    this.#reader.noteEmptied();
    this.#overflowed = false;
    this.#steady = 0;
    this.#lastFrameMs = this.#options.clock.now();
    this.#watchdog.set(watchMs);
    // The first announcement may have come right behind the answer to STREAM_CTRL.
    this.#kick();
  }

  stop(): void {
    this.#enabled = false;
    this.#reader.noteEmptied();
    this.#pending = false;
    this.#watchdog.stop();
    this.#retry?.dispose();
    this.#retry = undefined;
  }

  dispose(): void {
    this.stop();
    this.#watchdog.dispose();
  }

  /** The device says that a picture waits, or that it dropped one. */
  notify(): void {
    this.#eventAtMs = this.#options.clock.now();
    this.#pending = true;
    this.#kick();
  }

  #kick(): void {
    if (!this.#enabled || this.#busy || !this.#pending) return;
    this.#retry?.dispose();
    this.#retry = undefined;
    this.#busy = true;
    void this.#run().finally(() => {
      this.#busy = false;
    });
  }

  async #run(): Promise<void> {
    while (this.#pending && this.#enabled) {
      this.#pending = false;
      const eventAtMs = this.#eventAtMs;
      const sequence = this.#reader.possible(this.readSequence, this.#lastBytes);
      let outcome: ReadOutcome;
      try {
        outcome = await this.#reader.read(sequence, this.#lastBytes);
      } catch (error) {
        if (!(await this.#afterFailure(error))) return;
        continue;
      }
      if (outcome.kind === 'busy') {
        // Nobody announces it again: keep it in mind until the device lets us lock.
        this.#retryLater(Math.max(busyRetryMs, this.#lastLockMs + lockIntervalMs + 1 - this.#options.clock.now()));
        return;
      }
      if (sequence === 'reference' || sequence === 'locked') this.#lastLockMs = this.#options.clock.now();
      if (outcome.kind === 'frame') this.#take(outcome.bytes, eventAtMs, sequence);
      else if (outcome.kind === 'broken') this.#noteBroken();
      else this.#noteEmpty(sequence);
    }
  }

  /** A disturbed link has lost the thread: whatever waits is asked for again. False when the link has ended. */
  async #afterFailure(error: unknown): Promise<boolean> {
    this.#steady = 0;
    if (!isDisturbance(error) || !this.#enabled) {
      ignoreExpected(error);
      return false;
    }
    this.#dropped++;
    try {
      // A lock may be held and a frame may wait; after the release the next one is announced for certain.
      await this.#reader.release();
      return true;
    } catch (failure) {
      ignoreExpected(failure);
      return false;
    }
  }

  #retryLater(delayMs: number): void {
    this.#pending = true;
    this.#retry ??= this.#options.clock.after(delayMs, () => {
      this.#retry = undefined;
      this.#kick();
    });
  }

  #noteEmpty(sequence: ReadSequence): void {
    if (sequence === 'one-trip') {
      // It became smaller: find out its size.
      this.#steady = 0;
      this.#lastBytes = 0;
      this.#pending = true;
      return;
    }
    this.#overflowed = true;
    this.#dropped++;
    // On a lossy link it rather was an announcement of a picture that has been released since.
    this.#watchdog.set(this.#options.link.lossy ? watchLossyMs : overflowReleaseMs);
  }

  #noteBroken(): void {
    this.#dropped++;
    this.#steady = 0;
    if (++this.#brokenInARow < suspectBroken || this.#options.link.lossy) return;
    this.#brokenInARow = 0;
    this.#fastest = this.#fastest === 'lock-free' ? 'locked' : 'reference';
  }

  #take(bytes: Uint8Array<ArrayBuffer>, eventAtMs: number, sequence: ReadSequence): void {
    const receivedAtMs = this.#options.clock.now();
    // The first interval is better than none.
    const share = this.#intervalMs === watchMs ? 1 : 1 / 4;
    this.#intervalMs += (Math.min(watchMs, receivedAtMs - this.#lastFrameMs) - this.#intervalMs) * share;
    this.#emptyPolls = 0;
    this.#lastFrameMs = receivedAtMs;
    this.#overflowed = false;
    this.#watchdog.set(this.#watchDelayMs);
    let header: StreamHeader;
    let dataBytes: number;
    try {
      header = decodeStreamHeader(bytes);
      dataBytes = checkStreamHeader(header, bytes.length);
    } catch (error) {
      this.#noteWrongHeader(sequence, error as Error);
      return;
    }
    const data = bytes.subarray(header.dataOffset, header.dataOffset + dataBytes);
    if (header.format === PixelFormat.jpeg && !(data[0] === 0xff && data[1] === 0xd8)) {
      this.#noteBroken();
      const facts = { field: 'format', value: header.format };
      this.#options.onProblem(new ProtocolError('bad-frame-header', 'It says JPEG and is none.', { data: facts }));
      return;
    }
    this.#brokenInARow = 0;
    const total = header.dataOffset + dataBytes;
    this.#steady = !isCompressed(header.format) && total === this.#lastBytes ? this.#steady + 1 : 0;
    this.#lastBytes = total;
    this.#sequence++;
    const droppedBefore = this.#dropped;
    this.#dropped = 0;
    this.#options.onFrame({
      sequence: this.#sequence,
      width: header.width,
      height: header.height,
      encoding: encodingOf(header.format),
      format: header.format,
      keyFrame: true,
      data,
      cameraFps: header.fps,
      eventAtMs,
      receivedAtMs,
      droppedBefore,
    });
  }

  /** With one trip a picture that grew comes cut off; its header is true, and the next one is asked for its size. */
  #noteWrongHeader(sequence: ReadSequence, error: Error): void {
    if (sequence !== 'one-trip') {
      this.#noteBroken();
      this.#options.onProblem(error);
      return;
    }
    this.#dropped++;
    this.#steady = 0;
    this.#lastBytes = 0;
  }

  get #watchDelayMs(): number {
    const usual = Math.max(watchShortestMs, watchIntervals * this.#intervalMs);
    return Math.min(this.#options.link.lossy ? watchLossyMs : watchMs, usual * 2 ** this.#emptyPolls);
  }

  #watch(): void {
    if (!this.#enabled) return;
    if (this.#busy || this.#options.link.phase !== 'up' || !this.#options.script.running) {
      this.#watchdog.set(this.#watchDelayMs);
      return;
    }
    const quietMs = this.#options.clock.now() - this.#lastFrameMs;
    this.#busy = true;
    void this.#lookForLostFrame(quietMs)
      .catch(ignoreExpected)
      .finally(() => {
        this.#busy = false;
        this.#emptyPolls++;
        this.#watchdog.set(this.#watchDelayMs);
        this.#kick();
      });
  }

  async #lookForLostFrame(quietMs: number): Promise<void> {
    if ((await this.#reader.size()) > 0) {
      this.#eventAtMs = this.#options.clock.now();
      this.#pending = true;
      return;
    }
    if (!this.#overflowed && quietMs < releaseMs) return;
    await this.#reader.release();
    this.#overflowed = false;
    this.#lastFrameMs = this.#options.clock.now();
  }
}
