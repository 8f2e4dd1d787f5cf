// The preview of firmware 4: one frame, locked for the host from the moment at which its description was read until it
// has been dumped (docs/usbdbg.md §3, §4).

import type { FrameSize } from '../../../../../src-shared/usbdbg/frame-size.ts';
import { isCompressed, PixelFormat } from '../../../../../src-shared/picture/pixel-format.ts';
import type { PublishedFrame } from '../../../core/script-engine.ts';
import type { PreviewEncoder } from '../channels/preview-encoder.ts';

export interface PreviewSlotOptions {
  readonly encoder: PreviewEncoder;
  readonly setFrameWanted: (wanted: boolean) => void;
  /** The script compressed a frame that does not fit. */
  readonly onOverflow: (frame: PublishedFrame) => void;
}

export class PreviewSlot {
  readonly #options: PreviewSlotOptions;
  #frame: PublishedFrame | undefined;
  #locked = false;
  #enabled = false;

  constructor(options: PreviewSlotOptions) {
    this.#options = options;
  }

  enable(enabled: boolean): void {
    this.#enabled = enabled;
    if (!enabled) this.#release();
    this.#tellWanted();
  }

  /** The script renewed its preview. */
  publish(frame: PublishedFrame | undefined): void {
    if (frame === undefined || !this.#enabled || this.#locked) return;
    const outcome = this.#options.encoder.encode(frame);
    if (outcome.kind === 'stored') this.#frame = outcome.frame;
    else if (outcome.kind === 'overflow' && outcome.markOnStdout) this.#options.onOverflow(frame);
  }

  /** Describes and locks the frame; undefined if there is none. */
  lock(): FrameSize | undefined {
    if (this.#frame === undefined) return undefined;
    this.#locked = true;
    this.#tellWanted();
    const { width, height, format, data } = this.#frame;
    const bpp = format === PixelFormat.grayscale ? 1 : format === PixelFormat.rgb565 ? 2 : 3;
    return { width, height, sizeOrBpp: isCompressed(format) ? data.length : bpp };
  }

  /** The locked frame's bytes, padded with zeros to `length`; the frame is released whatever was asked for. */
  dump(length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    if (this.#locked && this.#frame !== undefined) bytes.set(this.#frame.data.subarray(0, length));
    this.#release();
    return bytes;
  }

  reset(): void {
    this.#options.encoder.reset();
    this.#release();
  }

  #release(): void {
    this.#frame = undefined;
    this.#locked = false;
    this.#tellWanted();
  }

  #tellWanted(): void {
    this.#options.setFrameWanted(this.#enabled && !this.#locked);
  }
}
