// H.264 and H.265 in Annex B form, by the browser's VideoDecoder. The decoder is configured from the parameter sets of a
// key frame; frames before the first key frame, and after an error up to the next one, are reported as damaged.

import type { LaneHeader } from '../../../../src-shared/contract/frame-lane.ts';
import { videoCodecString } from '../../../../src-shared/media/video-codec.ts';
import type { DecoderSink, FrameDecoder, ReceivedFrame } from './frame-decoder.ts';
import { videoFrameImage } from './image-file.ts';

/** Chunks in the decoder before `push` makes its caller wait. */
const maxQueuedChunks = 2;
/** Frames that the decoder keeps back for reordering: a stream can have at most 16 reference frames. */
const maxPending = 32;

/** The part of VideoDecoder that is used. */
export type VideoDecoderLike = Pick<
  VideoDecoder,
  'configure' | 'decode' | 'close' | 'state' | 'decodeQueueSize' | 'addEventListener'
>;

/** The parts of WebCodecs that are used. */
export interface VideoCodecs {
  readonly createDecoder: (init: VideoDecoderInit) => VideoDecoderLike;
  readonly createChunk: (init: EncodedVideoChunkInit) => EncodedVideoChunk;
}

export class VideoFrameDecoder implements FrameDecoder {
  readonly #sink: DecoderSink;
  readonly #encoding: 'h264' | 'h265';
  readonly #codecs: VideoCodecs | undefined;
  #decoder: VideoDecoderLike | undefined;
  #codec: string | undefined;
  /** Frames in the decoder, by the time stamp that it hands back with each image. */
  readonly #pending = new Map<number, LaneHeader>();
  #lastTimestamp = 0;
  /** Ends the wait of `push` when the decoder is closed: a closed decoder announces nothing. */
  #wake = (): void => undefined;

  /** @param codecs Default: the browser's own, missing where the page is not a secure context. */
  constructor(encoding: 'h264' | 'h265', sink: DecoderSink, codecs: VideoCodecs | undefined = browserCodecs()) {
    this.#encoding = encoding;
    this.#sink = sink;
    this.#codecs = codecs;
  }

  async push({ header, data }: ReceivedFrame): Promise<void> {
    if (header.keyFrame) this.#configure(data);
    const decoder = this.#decoder;
    if (decoder === undefined || this.#codecs === undefined) {
      this.#sink.damaged(header);
      return;
    }
    // Only a key that comes back with the image: the decoder does not order by it.
    const timestamp = (this.#lastTimestamp += 1);
    this.#remember(timestamp, header);
    try {
      decoder.decode(this.#codecs.createChunk({ type: header.keyFrame ? 'key' : 'delta', timestamp, data }));
    } catch {
      this.#fail();
      return;
    }
    await this.#untilReady(decoder);
  }

  dispose(): void {
    this.#close();
    this.#pending.clear();
  }

  #configure(keyFrame: Uint8Array): void {
    const codec = videoCodecString(this.#encoding, keyFrame) ?? this.#codec;
    if (codec === undefined || this.#codecs === undefined) return;
    if (this.#decoder !== undefined && codec === this.#codec) return;
    this.#close();
    const decoder = this.#codecs.createDecoder({
      output: (frame) => this.#show(frame),
      error: () => {
        if (this.#decoder === decoder) this.#fail();
      },
    });
    try {
      decoder.configure({ codec, optimizeForLatency: true });
    } catch {
      return;
    }
    this.#codec = codec;
    this.#decoder = decoder;
  }

  #show(frame: VideoFrame): void {
    const header = this.#pending.get(frame.timestamp);
    this.#pending.delete(frame.timestamp);
    if (header === undefined) frame.close();
    else this.#sink.image(videoFrameImage(frame), header);
  }

  #remember(timestamp: number, header: LaneHeader): void {
    this.#pending.set(timestamp, header);
    if (this.#pending.size <= maxPending) return;
    const [oldest] = this.#pending.keys();
    this.#pending.delete(oldest!);
  }

  /** What is in the decoder is lost; the next key frame starts again. */
  #fail(): void {
    const lost = [...this.#pending.values()];
    this.#close();
    this.#pending.clear();
    for (const header of lost) this.#sink.damaged(header);
  }

  #close(): void {
    const decoder = this.#decoder;
    this.#decoder = undefined;
    if (decoder !== undefined && decoder.state !== 'closed') decoder.close();
    this.#wake();
  }

  async #untilReady(decoder: VideoDecoderLike): Promise<void> {
    while (this.#decoder === decoder && decoder.decodeQueueSize > maxQueuedChunks) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        decoder.addEventListener('dequeue', () => resolve(), { once: true });
      });
    }
  }
}

function browserCodecs(): VideoCodecs | undefined {
  if (typeof VideoDecoder === 'undefined') return undefined;
  return {
    createDecoder: (init) => new VideoDecoder(init),
    createChunk: (init) => new EncodedVideoChunk(init),
  };
}
