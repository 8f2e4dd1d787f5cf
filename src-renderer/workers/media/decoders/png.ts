import type { DecoderSink, FrameDecoder, ReceivedFrame } from './frame-decoder.ts';
import { decodeImageFile, type DecodeImageFile } from './image-file.ts';

export class PngDecoder implements FrameDecoder {
  readonly #sink: DecoderSink;
  readonly #decode: DecodeImageFile;

  constructor(sink: DecoderSink, decode: DecodeImageFile = decodeImageFile) {
    this.#sink = sink;
    this.#decode = decode;
  }

  async push({ header, data }: ReceivedFrame): Promise<void> {
    await this.#decode(data, 'image/png').then(
      (image) => this.#sink.image(image, header),
      () => this.#sink.damaged(header),
    );
  }

  dispose(): void {}
}
