import { repairJpeg } from '../../../../src-shared/picture/jpeg-info.ts';
import type { DecoderSink, FrameDecoder, ReceivedFrame } from './frame-decoder.ts';
import { decodeImageFile, type DecodeImageFile } from './image-file.ts';

export class JpegDecoder implements FrameDecoder {
  readonly #sink: DecoderSink;
  readonly #decode: DecodeImageFile;

  constructor(sink: DecoderSink, decode: DecodeImageFile = decodeImageFile) {
    this.#sink = sink;
    this.#decode = decode;
  }

  async push({ header, data }: ReceivedFrame): Promise<void> {
    // Decoders refuse a JPEG without its end marker; with one they show the part that arrived.
    await this.#decode(repairJpeg(data), 'image/jpeg').then(
      (image) => this.#sink.image(image, header),
      () => this.#sink.damaged(header),
    );
  }

  dispose(): void {}
}
