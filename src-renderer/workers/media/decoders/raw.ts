import { rawPictureBytes } from '../../../../src-shared/picture/pixel-format.ts';
import { toRgba } from '../../../../src-shared/imaging/to-rgba.ts';
import type { DecoderSink, FrameDecoder, ReceivedFrame } from './frame-decoder.ts';

/** Pixels as they are, by the look-up tables of src-shared/imaging. */
export class RawDecoder implements FrameDecoder {
  readonly #sink: DecoderSink;
  #pixels: ImageData | undefined;

  constructor(sink: DecoderSink) {
    this.#sink = sink;
  }

  push({ header, data }: ReceivedFrame): Promise<void> {
    const { width, height, format } = header;
    const expected = rawPictureBytes(format, width, height);
    const pixels = this.#pixelsFor(width, height);
    const isWhole = expected !== undefined && expected > 0 && data.length >= expected;
    if (isWhole && toRgba(format, width, height, data, pixels.data)) {
      const draw = (context: OffscreenCanvasRenderingContext2D): void => context.putImageData(pixels, 0, 0);
      this.#sink.image({ width, height, draw, close: () => undefined }, header);
    } else this.#sink.damaged(header);
    return Promise.resolve();
  }

  dispose(): void {
    this.#pixels = undefined;
  }

  /** The buffer of the frame before, if it has the same size. */
  #pixelsFor(width: number, height: number): ImageData {
    if (this.#pixels?.width !== width || this.#pixels.height !== height) this.#pixels = new ImageData(width, height);
    return this.#pixels;
  }
}
