// What the painter needs of a decoder. One decoder per encoding; decoders.ts picks the right one.

import type { LaneFrame, LaneHeader } from '../../../../src-shared/contract/frame-lane.ts';

/** A frame as it came off the lane; the worker owns its bytes. */
export type ReceivedFrame = LaneFrame<Uint8Array<ArrayBuffer>>;

/** Pixels that can be drawn once. */
export interface DecodedImage {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  draw(context: OffscreenCanvasRenderingContext2D): void;
  /** Releases the pixels, drawn or not. */
  close(): void;
}

export interface DecoderSink {
  /** Takes over the image. Video can deliver it after later frames have been pushed. */
  image(image: DecodedImage, header: LaneHeader): void;
  /** The frame cannot be shown: its bytes are damaged, or this browser cannot decode them. */
  damaged(header: LaneHeader): void;
}

export interface FrameDecoder {
  /** Resolves when the next frame can be pushed. Never rejects: what fails is reported to the sink. */
  push(frame: ReceivedFrame): Promise<void>;
  dispose(): void;
}
