import type { FrameEncoding } from '../../../../src-shared/picture/encoding.ts';
import type { DecoderSink, FrameDecoder } from './frame-decoder.ts';
import { JpegDecoder } from './jpeg.ts';
import { PngDecoder } from './png.ts';
import { RawDecoder } from './raw.ts';
import { VideoFrameDecoder } from './video.ts';

export type CreateDecoder = (encoding: FrameEncoding, sink: DecoderSink) => FrameDecoder;

type CreateFor = (sink: DecoderSink) => FrameDecoder;

const makers: Readonly<Record<FrameEncoding, CreateFor>> = {
  raw: (sink) => new RawDecoder(sink),
  jpeg: (sink) => new JpegDecoder(sink),
  png: (sink) => new PngDecoder(sink),
  h264: (sink) => new VideoFrameDecoder('h264', sink),
  h265: (sink) => new VideoFrameDecoder('h265', sink),
};

/** A decoder for frames of this encoding. */
export const createDecoder: CreateDecoder = (encoding, sink) => makers[encoding](sink);
