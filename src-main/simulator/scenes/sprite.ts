// A small frame with holes, painted once and copied row by row. Each row is one run of pixels, which is all that
// discs and boxes need.

import type { SceneTarget } from './scene.ts';

export class Sprite {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Uint16Array;
  /** First and one past the last pixel of each row. */
  readonly #runs: Int32Array;

  /** `pixelAt` returns an RGB565 value, or undefined outside the shape; rows must be without gaps. */
  constructor(width: number, height: number, pixelAt: (x: number, y: number) => number | undefined) {
    this.width = width;
    this.height = height;
    this.#pixels = new Uint16Array(width * height);
    this.#runs = new Int32Array(2 * height);
    for (let y = 0; y < height; y++) {
      let start = -1;
      let end = 0;
      for (let x = 0; x < width; x++) {
        const pixel = pixelAt(x, y);
        if (pixel === undefined) continue;
        this.#pixels[y * width + x] = pixel;
        if (start < 0) start = x;
        end = x + 1;
      }
      this.#runs[2 * y] = Math.max(start, 0);
      this.#runs[2 * y + 1] = end;
    }
  }

  /** Copies the sprite with its top left corner at left, top (any integers); what lies outside is cut off. */
  paint(target: SceneTarget, left: number, top: number): void {
    const firstRow = Math.max(0, -top);
    const lastRow = Math.min(this.height, target.height - top);
    for (let y = firstRow; y < lastRow; y++) {
      const start = Math.max(this.#runs[2 * y]!, -left);
      const end = Math.min(this.#runs[2 * y + 1]!, target.width - left);
      let to = (top + y) * target.width + left + start;
      for (let from = y * this.width + start; from < y * this.width + end; from++) {
        target.pixels[to++] = this.#pixels[from]!;
      }
    }
  }
}
