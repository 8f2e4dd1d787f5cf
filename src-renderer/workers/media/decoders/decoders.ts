import type { FrameEncoding } from '../../../../src-shared/picture/encoding.ts';
import type { DecoderSink, FrameDecoder } from './frame-decoder.ts';
import { JpegDecoder } from './jpeg.ts';
import { PngDecoder } from './png.ts';
import { RawDecoder } from './raw.ts';
import { VideoFrameDecoder } from './video.ts';

export type CreateDecoder = (encoding: FrameEncoding, sink: DecoderSink) => FrameDecoder;

/** A decoder for frames of this encoding. */
export const createDecoder: CreateDecoder = (encoding, sink) => {
  switch (encoding) {
    case 'raw':
      return new RawDecoder(sink);
    case 'jpeg':
      return new JpegDecoder(sink);
    case 'png':
      return new PngDecoder(sink);
    case 'h264':
    case 'h265':
      return new VideoFrameDecoder(encoding, sink);
  }
};
