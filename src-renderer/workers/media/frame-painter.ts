// Turns one frame into pixels on a canvas. Compressed pictures go to the browser's decoders, raw ones through the
// look-up tables of src-shared/imaging; both end on one 2D canvas that has the picture's own size (CSS scales it).

import { toRgba } from '../../../src-shared/imaging/to-rgba.ts';
import { repairJpeg } from '../../../src-shared/picture/jpeg-info.ts';
import { PixelFormat, isCompressed, rawPictureBytes } from '../../../src-shared/picture/pixel-format.ts';
import { maxFrameDimension } from '../../../src-shared/openmv/stream-frame.ts';
import type { LaneFrame } from './lane-reader.ts';

type Decoded = { readonly image: CanvasImageSource; readonly width: number; readonly height: number; close(): void };

export class FramePainter {
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  #pixels: ImageData | undefined;

  constructor(canvas: OffscreenCanvas) {
    const context = canvas.getContext('2d', { alpha: false, desynchronized: true });
    if (context === null) throw new Error('This browser cannot draw on an OffscreenCanvas.');
    this.#canvas = canvas;
    this.#context = context;
  }

  get size(): { readonly width: number; readonly height: number } {
    return { width: this.#canvas.width, height: this.#canvas.height };
  }

  /** Draws the frame; false when it is damaged and the last picture stays. */
  async paint({ header, data }: LaneFrame): Promise<boolean> {
    const { width, height, format } = header;
    if (width < 1 || height < 1 || width > maxFrameDimension || height > maxFrameDimension) return false;
    if (isCompressed(format)) return this.#paintCompressed(format, data);
    const expected = rawPictureBytes(format, width, height);
    if (expected === undefined || expected === 0 || data.length < expected) return false;
    if (this.#pixels?.width !== width || this.#pixels.height !== height) this.#pixels = new ImageData(width, height);
    if (!toRgba(format, width, height, data, this.#pixels.data)) return false;
    this.#resize(width, height);
    this.#context.putImageData(this.#pixels, 0, 0);
    return true;
  }

  async toPng(): Promise<Blob> {
    return this.#canvas.convertToBlob({ type: 'image/png' });
  }

  async #paintCompressed(format: number, data: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const isJpeg = format === PixelFormat.jpeg;
    // Decoders refuse a JPEG without its end marker; with one they show the good part.
    const file = isJpeg ? repairJpeg(data) : data;
    try {
      const decoded = await decode(file, isJpeg ? 'image/jpeg' : 'image/png');
      this.#resize(decoded.width, decoded.height);
      this.#context.drawImage(decoded.image, 0, 0);
      decoded.close();
      return true;
    } catch {
      return false;
    }
  }

  #resize(width: number, height: number): void {
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
  }
}

/** ImageDecoder is the fastest for small pictures; it is missing where the page is not a secure context. */
async function decode(file: Uint8Array<ArrayBuffer>, type: string): Promise<Decoded> {
  if (typeof ImageDecoder === 'undefined') {
    const bitmap = await createImageBitmap(new Blob([file], { type }));
    return { image: bitmap, width: bitmap.width, height: bitmap.height, close: () => bitmap.close() };
  }
  const decoder = new ImageDecoder({ data: file, type });
  try {
    const { image } = await decoder.decode();
    return { image, width: image.displayWidth, height: image.displayHeight, close: () => image.close() };
  } finally {
    decoder.close();
  }
}
