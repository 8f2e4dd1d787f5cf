// The preview (docs/protocol-v2.md §12): one buffer with a 32-byte header and one frame, under a lock that is fair.
// Fair: the camera does not take the lock twice in a row, so a frame stays until the host has released it, and the host
// gets the first frame after its release rather than the newest.

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { ChannelFlag, Status, StreamIoctl } from '../../../../../src-shared/openmv/constants.ts';
import { decodeWords } from '../../../../../src-shared/openmv/payloads.ts';
import { isCompressed } from '../../../../../src-shared/picture/pixel-format.ts';
import { encodeStreamHeader, streamHeaderSize } from '../../../../../src-shared/openmv/stream-frame.ts';
import type { SimulatedBoard } from '../boards.ts';
import type { PublishedFrame } from '../../../core/script-engine.ts';
import { ioctlSizeMatches, type DeviceChannel } from './device-channel.ts';
import { PreviewEncoder, type JpegEncoder } from './preview-encoder.ts';

export interface StreamChannelOptions {
  readonly clock: Clock;
  readonly board: SimulatedBoard;
  readonly jpeg: JpegEncoder;
  readonly notify: () => void;
  /** Called whenever it changes whether a frame would be let in. */
  readonly setFrameWanted: (wanted: boolean) => void;
  /** Prints the in-band mark of a compressed frame that does not fit. */
  readonly print: (text: Uint8Array) => void;
}

const ioctlSizes = new Map<number, number>([
  [StreamIoctl.ctrl, 4],
  [StreamIoctl.rawCtrl, 4],
  [StreamIoctl.rawCfg, 8],
  [StreamIoctl.source, 4],
]);
const overflowMark = new TextEncoder().encode('\u001b[40O\n');
const fpsSmoothing = 0.1;
const noShape = [0, 0, 0];

export class StreamChannel implements DeviceChannel {
  readonly name = 'stream';
  readonly flags: number = ChannelFlag.read | ChannelFlag.lock | ChannelFlag.stream;
  readonly #options: StreamChannelOptions;
  readonly #encoder: PreviewEncoder;
  #enabled = false;
  #frame: { readonly header: Uint8Array; readonly frame: PublishedFrame } | undefined;
  /** Of the last frame; the firmware keeps it when the host has released that frame (§12.8). */
  #shape: readonly number[] = noShape;
  #held = false;
  #lastOwner: 'nobody' | 'host' | 'camera' = 'nobody';
  #sourceChipId = 0;
  #wanted = false;
  #lastUpdateMs: number | undefined;
  #averageMs = 0;

  constructor(options: StreamChannelOptions) {
    this.#options = options;
    this.#encoder = new PreviewEncoder(options.board, streamHeaderSize, options.jpeg);
  }

  /** The script renewed the preview; without a frame when none was wanted. */
  update(frame: PublishedFrame | undefined): void {
    this.#measure();
    if (frame === undefined || !this.#letsFrameIn()) return;
    const outcome = this.#encoder.encode(frame);
    this.#lastOwner = 'camera';
    this.#frame = undefined;
    if (outcome.kind === 'stored') {
      const { width, height, format, data } = outcome.frame;
      const size = isCompressed(format) ? data.length : format & 0xff;
      const fps = this.#averageMs > 0 ? 1000 / this.#averageMs : 0;
      const header = encodeStreamHeader({ width, height, format, size, dataOffset: streamHeaderSize, fps });
      this.#frame = { header, frame: outcome.frame };
      this.#shape = isCompressed(format) ? [data.length] : [width, height, format & 0xff];
    }
    if (outcome.kind === 'overflow' && outcome.markOnStdout) this.#options.print(overflowMark);
    this.#tellWanted();
    this.#options.notify();
  }

  /** Soft reboot: raw settings, source, quality and lock start over; whether streaming is on survives. */
  softReset(): void {
    this.#encoder.reset();
    this.#sourceChipId = 0;
    this.#lastUpdateMs = undefined;
    this.#averageMs = 0;
    this.#shape = noShape;
    this.#release();
  }

  /** Power-up. */
  hardReset(): void {
    this.#enabled = false;
    this.softReset();
  }

  /** A script that creates its sensor object selects that sensor. */
  resetSource(): void {
    this.#sourceChipId = 0;
    this.#tellWanted();
  }

  poll(): boolean {
    return this.#frame !== undefined;
  }

  lock(): boolean {
    if (this.#frame === undefined || this.#held) return false;
    this.#held = true;
    this.#lastOwner = 'host';
    return true;
  }

  unlock(): boolean {
    if (this.#lastOwner === 'host') {
      this.#frame = undefined;
      this.#held = false;
      this.#tellWanted();
    }
    return true;
  }

  size(): number {
    return this.#frame === undefined ? 0 : streamHeaderSize + this.#frame.frame.data.length;
  }

  shape(): readonly number[] {
    return this.#shape;
  }

  readRange(offset: number, length: number): readonly Uint8Array[] | undefined {
    if (this.#frame === undefined || offset + length > this.size()) return undefined;
    const { header, frame } = this.#frame;
    const end = offset + length;
    if (offset >= header.length) return [frame.data.subarray(offset - header.length, end - header.length)];
    const parts = [header.subarray(offset, Math.min(end, header.length))];
    if (end > header.length) parts.push(frame.data.subarray(0, end - header.length));
    return parts;
  }

  ioctl(request: number, args: Uint8Array): Status {
    if (!ioctlSizeMatches(ioctlSizes, request, args)) return Status.invalid;
    const [first = 0, second = 0] = decodeWords(args);
    switch (request) {
      case StreamIoctl.ctrl:
        this.#enabled = first !== 0;
        this.#release();
        break;
      case StreamIoctl.rawCtrl:
        this.#encoder.raw.enabled = first !== 0;
        break;
      case StreamIoctl.rawCfg:
        // The firmware keeps them as 16-bit signed numbers.
        this.#encoder.raw.width = (first << 16) >> 16;
        this.#encoder.raw.height = (second << 16) >> 16;
        break;
      default:
        this.#sourceChipId = first;
        this.#tellWanted();
    }
    return Status.success;
  }

  #letsFrameIn(): boolean {
    const sourceMatches = this.#sourceChipId === 0 || this.#sourceChipId === this.#options.board.sensorChipId;
    return this.#enabled && !this.#held && this.#lastOwner !== 'camera' && sourceMatches;
  }

  #release(): void {
    this.#frame = undefined;
    this.#held = false;
    this.#lastOwner = 'nobody';
    this.#tellWanted();
  }

  #tellWanted(): void {
    const wanted = this.#letsFrameIn();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#options.setFrameWanted(wanted);
  }

  #measure(): void {
    const now = this.#options.clock.now();
    if (this.#lastUpdateMs !== undefined) {
      const sinceMs = now - this.#lastUpdateMs;
      this.#averageMs = this.#averageMs === 0 ? sinceMs : this.#averageMs + fpsSmoothing * (sinceMs - this.#averageMs);
    }
    this.#lastUpdateMs = now;
  }
}
