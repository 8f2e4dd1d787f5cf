// Fetches frames as the device announces them and keeps the stream alive (docs/protocol-v2.md §19.6): the device stores
// one frame, announces it once, and stores no other before that one is released. So no announcement may be forgotten.
// Below: frame-reader.ts, which reads one frame; sequence-choice.ts and frame-watch.ts, which choose how and when.
// Above: the session.
//
// Overflow: nothing queues here. One frame is read at a time; the camera drops the frames in between.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { ignoreExpected } from '../../../../src-shared/lib/ignore-expected.ts';
import { lockIntervalMs } from '../../../../src-shared/openmv/constants.ts';
import { ProtocolError } from '../../../../src-shared/openmv/protocol-error.ts';
import {
  checkStreamHeader,
  decodeStreamHeader,
  type StreamHeader,
} from '../../../../src-shared/openmv/stream-frame.ts';
import { encodingOf } from '../../../../src-shared/picture/encoding.ts';
import type { Frame } from '../../../../src-shared/picture/frame.ts';
import { isCompressed, PixelFormat } from '../../../../src-shared/picture/pixel-format.ts';
import { isDisturbance } from '../../camera-error.ts';
import type { ScriptState } from '../../kit/script-state.ts';
import { Watchdog } from '../../kit/watchdog.ts';
import type { Link } from '../link/link.ts';
import { FrameReader, type ReadOutcome, type ReadSequence } from './frame-reader.ts';
import { FrameWatch } from './frame-watch.ts';
import { SequenceChoice } from './sequence-choice.ts';

const busyRetryMs = 5;

export interface FramePumpOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly script: ScriptState;
  /** The sequence to read with; undefined: the fastest that works on this device. */
  readonly forced: () => ReadSequence | undefined;
  readonly onFrame: (frame: Frame) => void;
  /** A complete frame arrived whose header cannot be right. */
  readonly onProblem: (error: Error) => void;
}

export class FramePump implements Disposable {
  readonly #options: FramePumpOptions;
  readonly #reader: FrameReader;
  readonly #choice: SequenceChoice;
  readonly #watch = new FrameWatch();
  readonly #watchdog: Watchdog;
  #retry: Disposable | undefined;
  #enabled = false;
  #pending = false;
  #busy = false;
  #eventAtMs = 0;
  #lastLockMs = Number.NEGATIVE_INFINITY;
  #sequence = 0;
  #dropped = 0;

  constructor(options: FramePumpOptions) {
    this.#options = options;
    this.#reader = new FrameReader(options.link);
    this.#choice = new SequenceChoice(options.forced);
    this.#watchdog = new Watchdog(options.clock, () => this.#onWatch());
  }

  /** The sequence in use now. */
  get readSequence(): ReadSequence {
    return this.#choice.current;
  }

  /** From now on announcements are followed. `knownFirmware`: its buffer rules are known (docs/protocol-v2.md §12.3). */
  start(knownFirmware: boolean): void {
    this.#choice.restart(knownFirmware);
    this.#enabled = true;
    this.#reader.noteEmptied();
    this.#watchdog.set(this.#watch.start(this.#options.clock.now()));
    // The first announcement may have arrived right behind the answer to STREAM_CTRL.
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

  /** The device reports that a frame waits, or that it dropped one. */
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
      const sequence = this.#reader.possible(this.#choice.current, this.#choice.expectedBytes);
      let outcome: ReadOutcome;
      try {
        outcome = await this.#reader.read(sequence, this.#choice.expectedBytes);
      } catch (error) {
        if (!(await this.#afterFailure(error))) return;
        continue;
      }
      if (outcome.kind === 'busy') {
        // It is not announced again: retry until the device grants the lock.
        this.#retryLater(Math.max(busyRetryMs, this.#lastLockMs + lockIntervalMs + 1 - this.#options.clock.now()));
        return;
      }
      if (sequence === 'reference' || sequence === 'locked') this.#lastLockMs = this.#options.clock.now();
      if (outcome.kind === 'frame') this.#take(outcome.bytes, eventAtMs, sequence);
      else if (outcome.kind === 'broken') this.#noteBroken();
      else this.#noteEmpty(sequence);
    }
  }

  /** After a link fault the frame is asked for again. False when the link has ended. */
  async #afterFailure(error: unknown): Promise<boolean> {
    this.#choice.noteFault();
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
      // It became smaller.
      this.#choice.noteSizeChanged();
      this.#pending = true;
      return;
    }
    this.#dropped++;
    this.#watchdog.set(this.#watch.noteMissing(this.#options.link.lossy));
  }

  #noteBroken(): void {
    this.#dropped++;
    this.#choice.noteBroken(this.#options.link.lossy);
  }

  #take(bytes: Uint8Array<ArrayBuffer>, eventAtMs: number, sequence: ReadSequence): void {
    const receivedAtMs = this.#options.clock.now();
    this.#watch.noteFrame(receivedAtMs);
    this.#setWatchdog();
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
      const details = { field: 'format', value: header.format };
      this.#options.onProblem(new ProtocolError('bad-frame-header', 'The data is not JPEG.', { data: details }));
      return;
    }
    this.#choice.noteFrame(header.dataOffset + dataBytes, !isCompressed(header.format));
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

  /** A frame that grew arrives cut off after a one-trip read; its header is right, and the next read asks for its size. */
  #noteWrongHeader(sequence: ReadSequence, error: Error): void {
    if (sequence !== 'one-trip') {
      this.#noteBroken();
      this.#options.onProblem(error);
      return;
    }
    this.#dropped++;
    this.#choice.noteSizeChanged();
  }

  #setWatchdog(): void {
    this.#watchdog.set(this.#watch.delayMs(this.#options.link.lossy));
  }

  #onWatch(): void {
    if (!this.#enabled) return;
    if (this.#busy || this.#options.link.phase !== 'up' || !this.#options.script.running) return this.#setWatchdog();
    this.#busy = true;
    void this.#lookForLostFrame()
      .catch(ignoreExpected)
      .finally(() => {
        this.#busy = false;
        this.#watch.noteEmptyPoll();
        this.#setWatchdog();
        this.#kick();
      });
  }

  async #lookForLostFrame(): Promise<void> {
    const { clock } = this.#options;
    const needsRelease = this.#watch.needsRelease(clock.now());
    if ((await this.#reader.size()) > 0) {
      this.#eventAtMs = clock.now();
      this.#pending = true;
      return;
    }
    if (!needsRelease) return;
    await this.#reader.release();
    this.#watch.noteReleased(clock.now());
  }
}
