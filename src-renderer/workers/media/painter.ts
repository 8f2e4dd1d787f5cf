// Draws frames on a canvas that has the size of the frame (CSS scales it). Decoders turn bytes into pixels; a decoder
// lives as long as the frames come from one source in one encoding.

import type { LaneHeader } from '../../../src-shared/contract/frame-lane.ts';
import { isVideo } from '../../../src-shared/picture/encoding.ts';
import { createDecoder, type CreateDecoder } from './decoders/decoders.ts';
import type { DecodedImage, DecoderSink, FrameDecoder, ReceivedFrame } from './decoders/frame-decoder.ts';

/** Pixels per side; no camera sends more, and a larger canvas cannot be made. */
const maxSide = 8192;

/** What became of each frame. */
export interface PainterEvents {
  /** `width` and `height` are those of the canvas, in pixels. */
  drawn(header: LaneHeader, size: { readonly width: number; readonly height: number }): void;
  /** The frame cannot be shown; the canvas is unchanged. */
  damaged(header: LaneHeader): void;
}

export class FramePainter {
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #events: PainterEvents;
  readonly #createDecoder: CreateDecoder;
  #decoder: { readonly key: string; readonly decoder: FrameDecoder } | undefined;

  constructor(canvas: OffscreenCanvas, events: PainterEvents, create: CreateDecoder = createDecoder) {
    const context = canvas.getContext('2d', { alpha: false, desynchronized: true });
    if (context === null) throw new Error('This browser cannot draw on an OffscreenCanvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#events = events;
    this.#createDecoder = create;
  }

  /** Resolves when the next frame can be pushed: for stills, when this one is drawn. */
  async push(frame: ReceivedFrame): Promise<void> {
    const { header } = frame;
    if (isVideo(header.encoding) || hasUsableSize(header)) await this.#decoderFor(header).push(frame);
    else this.#events.damaged(header);
  }

  /** What the canvas shows, as a PNG file. */
  toPng(): Promise<Blob> {
    return this.#canvas.convertToBlob({ type: 'image/png' });
  }

  #decoderFor({ encoding, source }: LaneHeader): FrameDecoder {
    const key = `${encoding} ${source}`;
    if (this.#decoder?.key !== key) {
      this.#decoder?.decoder.dispose();
      const sink: DecoderSink = {
        image: (image, header) => this.#draw(image, header),
        damaged: (header) => this.#events.damaged(header),
      };
      this.#decoder = { key, decoder: this.#createDecoder(encoding, sink) };
    }
    return this.#decoder.decoder;
  }

  #draw(image: DecodedImage, header: LaneHeader): void {
    const { width, height } = image;
    const { rotation } = header;
    if (rotation === undefined) {
      this.#resize(width, height);
      image.draw(this.#context);
    } else this.#drawTurned(image, rotation);
    image.close();
    this.#events.drawn(header, { width: this.#canvas.width, height: this.#canvas.height });
  }

  #drawTurned(image: DecodedImage, rotation: number): void {
    const { width, height } = image;
    // Pixels can be put on a canvas only upright; from there they can be drawn turned.
    const upright = new OffscreenCanvas(width, height);
    image.draw(upright.getContext('2d', { alpha: false })!);
    if (rotation === 180) this.#resize(width, height);
    else this.#resize(height, width);
    this.#context.save();
    this.#context.translate(this.#canvas.width / 2, this.#canvas.height / 2);
    this.#context.rotate((rotation * Math.PI) / 180);
    this.#context.drawImage(upright, -width / 2, -height / 2);
    this.#context.restore();
  }

  #resize(width: number, height: number): void {
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
  }
}

function hasUsableSize({ width, height }: LaneHeader): boolean {
  return width >= 1 && height >= 1 && width <= maxSide && height <= maxSide;
}
