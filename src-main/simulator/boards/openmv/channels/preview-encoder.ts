// Decides how a published frame reaches the host: verbatim, raw, raw and smaller, or as JPEG (docs/protocol-v2.md
// §12.4).

import {
  isCompressed,
  isMutable,
  PixelFormat,
  rawPictureBytes,
} from '../../../../../src-shared/picture/pixel-format.ts';
import type { SimulatedBoard } from '../boards.ts';
import type { PublishedFrame } from '../../../core/script-engine.ts';
import { toEncodablePixels } from './encodable-pixels.ts';
import { scaleRawFrame } from './preview-scaler.ts';

/** The part of the JPEG codec that the camera needs. */
export interface JpegEncoder {
  encode(
    pixels: Uint8Array,
    options: {
      readonly width: number;
      readonly height: number;
      readonly format: 'rgb565' | 'grayscale';
      readonly quality: number;
    },
  ): Uint8Array;
}

export interface RawPreview {
  enabled: boolean;
  /** Largest size in pixels that goes out raw and unscaled; 0 turns raw off. */
  width: number;
  height: number;
}

export type PreviewOutcome =
  | { readonly kind: 'stored'; readonly frame: PublishedFrame }
  /** Nothing fits; a compressed frame of the script leaves a mark on stdout. */
  | { readonly kind: 'overflow'; readonly markOnStdout: boolean }
  /** A format that the preview has no size for. */
  | { readonly kind: 'empty' };

type PreviewBoard = Pick<
  SimulatedBoard,
  'streamBufferBytes' | 'jpegQualityLow' | 'jpegQualityHigh' | 'bigFrameBytes' | 'rawPreview'
>;

const framesAtLowerQuality = 60;

export class PreviewEncoder {
  readonly #board: PreviewBoard;
  readonly #jpeg: JpegEncoder;
  readonly #capacityBytes: number;
  readonly raw: RawPreview;
  #quality = 0;
  #holdQuality = 0;

  constructor(board: PreviewBoard, headerBytes: number, jpeg: JpegEncoder) {
    this.#board = board;
    this.#jpeg = jpeg;
    this.#capacityBytes = board.streamBufferBytes - headerBytes;
    this.raw = { ...board.rawPreview };
    this.reset();
  }

  /** JPEG quality of the next frame, 1 to 100. */
  get quality(): number {
    return this.#quality;
  }

  /** What a soft reboot does. */
  reset(): void {
    Object.assign(this.raw, this.#board.rawPreview);
    const { jpegQualityLow: low, jpegQualityHigh: high } = this.#board;
    this.#quality = low + Math.floor((high - low) / 2);
    this.#holdQuality = 0;
  }

  encode(frame: PublishedFrame): PreviewOutcome {
    if (frame.format === PixelFormat.argb8) return { kind: 'empty' };
    if (isCompressed(frame.format)) {
      return frame.data.length <= this.#capacityBytes
        ? { kind: 'stored', frame }
        : { kind: 'overflow', markOnStdout: true };
    }
    const rawFrame = this.#asRaw(frame);
    if (rawFrame === undefined) return this.#asJpeg(frame);
    this.#raiseQuality(frame);
    return { kind: 'stored', frame: rawFrame };
  }

  #asRaw(frame: PublishedFrame): PublishedFrame | undefined {
    const { enabled, width: maxWidth, height: maxHeight } = this.raw;
    if (!enabled || maxWidth <= 0 || maxHeight <= 0 || !isMutable(frame.format)) return undefined;
    if (frame.width <= maxWidth && frame.height <= maxHeight) return this.#fits(frame) ? frame : undefined;
    const scale = Math.min(maxWidth / frame.width, maxHeight / frame.height);
    const width = Math.floor(frame.width * scale);
    const height = Math.floor(frame.height * scale);
    if (width < 1 || height < 1) return undefined;
    const bytes = rawPictureBytes(frame.format, width, height) ?? Number.POSITIVE_INFINITY;
    return bytes <= this.#capacityBytes ? scaleRawFrame(frame, width, height) : undefined;
  }

  #fits(frame: PublishedFrame): boolean {
    return (rawPictureBytes(frame.format, frame.width, frame.height) ?? 0) <= this.#capacityBytes;
  }

  #asJpeg(frame: PublishedFrame): PreviewOutcome {
    const { width, height } = frame;
    const { format, pixels } = toEncodablePixels(frame);
    const data = this.#jpeg.encode(pixels, { width, height, format, quality: this.#quality });
    if (data.length > this.#capacityBytes) {
      if (this.#quality > 1) this.#holdQuality = framesAtLowerQuality;
      this.#quality = Math.max(1, this.#quality >> 1);
      return { kind: 'overflow', markOnStdout: false };
    }
    this.#raiseQuality(frame);
    return { kind: 'stored', frame: { width, height, format: PixelFormat.jpeg, data } };
  }

  #raiseQuality(frame: PublishedFrame): void {
    if (this.#holdQuality > 0) this.#holdQuality--;
    const bytes = rawPictureBytes(frame.format, frame.width, frame.height) ?? 0;
    const { jpegQualityLow, jpegQualityHigh, bigFrameBytes } = this.#board;
    const highest = bytes > bigFrameBytes ? jpegQualityLow : jpegQualityHigh;
    if (this.#holdQuality === 0 && this.#quality < highest) this.#quality++;
  }
}
